package email.wildduck.james.core.event.form;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.from.HeaderAuthor;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.text.EncodedWords;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code QUEUED}: a message was accepted; {@code NOQUEUE}: it was not, although nothing was wrong
 * with it. Facts: {@code from}, {@code to} (list), {@code message_id}, {@code ip}, {@code
 * body_size} in bytes, {@code interface}, {@code proto}, {@code header_from}; of QUEUED also {@code
 * authenticated_sender}; of NOQUEUE also {@code user} and {@code response}. The subject and the
 * author's name are no facts of the log. Immutable.
 */
public final class ArrivalEvent {
  /** The longest that a field of a message is told of. */
  private static final int MAX_CONTENT = 4000;

  private static final Pattern LOGIN = Pattern.compile(".*\\[(.*)\\]");

  private final Event event;
  private final boolean queued;

  private ArrivalEvent(Event event, boolean queued) {
    this.event = event;
    this.queued = queued;
  }

  /** A message was accepted under that queue id. */
  public static ArrivalEvent queued(String queueId) {
    return new ArrivalEvent(Event.of("QUEUED").about(queueId), true);
  }

  /**
   * A message could not be queued.
   *
   * @param response what its client was told
   */
  public static ArrivalEvent notQueued(String queueId, String response) {
    return new ArrivalEvent(Event.of("NOQUEUE").about(queueId).with("response", response), false);
  }

  /** With its envelope. */
  public ArrivalEvent withEnvelope(String mailFrom, List<String> recipients) {
    return with(event.with("from", mailFrom).with("to", recipients));
  }

  /** With its Message-ID, and the size of its body in bytes. */
  public ArrivalEvent withMessage(String messageId, long bodySize) {
    return with(event.with("message_id", messageId).with("body_size", bodySize));
  }

  /**
   * With how it came in.
   *
   * @param proto such as {@code ESMTPSA}
   */
  public ArrivalEvent receivedBy(String interfaceName, String proto, String ip) {
    return with(event.with("ip", ip).with("interface", interfaceName).with("proto", proto));
  }

  /**
   * With who sent it.
   *
   * @param user the name, and the login in brackets if it is another: {@code alice[alice@a.b]}
   */
  public ArrivalEvent by(String user) {
    Matcher login = LOGIN.matcher(user);
    return with(
        queued
            ? event.with("authenticated_sender", login.matches() ? login.group(1) : user)
            : event.with("user", user));
  }

  /** With its field From. */
  public ArrivalEvent withAuthor(HeaderField from) {
    HeaderAuthor author = HeaderAuthor.of(from);
    return with(
        event
            .with("header_from", AddressNormalizer.normalize(author.address()))
            .withContent("header_from_name", author.name(), MAX_CONTENT)
            .withContent("header_from_value", from.value(), MAX_CONTENT));
  }

  /** With its subject; encoded words are decoded. */
  public ArrivalEvent withSubject(String subject) {
    return with(event.withContent("subject", EncodedWords.decode(subject), MAX_CONTENT));
  }

  /** With addresses that it was given in the place of those that its client used. */
  public ArrivalEvent rewritten(String mailFrom, String headerFrom) {
    return with(event.with("rewrite_rcpt_from", mailFrom).with("rewrite_header_from", headerFrom));
  }

  /** To be told. */
  public Event event() {
    return event;
  }

  private ArrivalEvent with(Event more) {
    return new ArrivalEvent(more, queued);
  }
}
