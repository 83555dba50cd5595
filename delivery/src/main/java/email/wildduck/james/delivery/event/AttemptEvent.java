package email.wildduck.james.delivery.event;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.TlsInfo;
import java.util.OptionalInt;

/**
 * What became of a delivery: {@code ACCEPTED}, {@code DEFERRED} or {@code REJECTED}. Facts, as far
 * as they are known ({@code spec/observability.md} §3): {@code zone}, {@code from}, {@code
 * return_path} (MAIL FROM of the attempt, where it is another than {@code from}), {@code to},
 * {@code mx} (name of the host), {@code mx_host} (its address), {@code local_ip}, {@code
 * delivery_protocol} ({@code smtp, lmtp} or {@code http}), {@code secure}, {@code tls}, {@code
 * tls_authorized}, {@code tls_version}, {@code tls_cipher}, {@code tls_authorization_error}, {@code
 * http_url}, {@code http_response}, {@code message_id}, {@code bounce_category}, {@code
 * bounce_count}, {@code response}. Immutable.
 */
public final class AttemptEvent {
  private final Event event;

  private AttemptEvent(Event event) {
    this.event = event;
  }

  /**
   * Another server has it.
   *
   * @param delivery {@code <id>.<seq>}
   */
  public static AttemptEvent accepted(String delivery) {
    return new AttemptEvent(Event.of("ACCEPTED").about(delivery));
  }

  /**
   * It is tried again.
   *
   * @param delivery {@code <id>.<seq>}
   * @param category why, in a word of ZoneMTA; may be empty
   * @param count how often it has been deferred now
   */
  public static AttemptEvent deferred(String delivery, String category, int count) {
    return new AttemptEvent(
        Event.of("DEFERRED")
            .about(delivery)
            .with("bounce_category", category)
            .with("bounce_count", count));
  }

  /** It is given up; see {@link #deferred} for the parameters. */
  public static AttemptEvent rejected(String delivery, String category) {
    return new AttemptEvent(Event.of("REJECTED").about(delivery).with("bounce_category", category));
  }

  /** With its zone and recipient. */
  public AttemptEvent to(String recipient, String zone) {
    return new AttemptEvent(event.with("zone", zone).with("to", recipient));
  }

  /** With the original envelope sender and the Message-ID of its message; both may be empty. */
  public AttemptEvent ofMessage(String mailFrom, String messageId) {
    return new AttemptEvent(event.with("from", mailFrom).with("message_id", messageId));
  }

  /** With MAIL FROM of the attempt, where it is another than that of its message, as with SRS. */
  public AttemptEvent sentAs(String returnPath) {
    return new AttemptEvent(event.with("return_path", returnPath));
  }

  /**
   * With the host and the connection to it.
   *
   * @param protocol {@code smtp, lmtp} or {@code http}
   */
  public AttemptEvent at(Peer peer, String protocol) {
    Event more =
        event
            .with("mx", peer.host())
            .with("mx_host", addressOf(peer))
            .with("local_ip", peer.local().map(address -> address.getHostAddress()).orElse(""))
            .with("delivery_protocol", protocol);
    return new AttemptEvent(peer.isObserved() ? withEncryption(more, peer) : more);
  }

  /**
   * With the web server that it was posted to.
   *
   * @param url without credentials
   * @param status its answer; empty for none
   */
  public AttemptEvent postedTo(String url, OptionalInt status) {
    Event more = event.with("http_url", url);
    return new AttemptEvent(
        status.isPresent() ? more.with("http_response", status.getAsInt()) : more);
  }

  /** With what the host said, or our own words. */
  public AttemptEvent saying(String response) {
    return new AttemptEvent(event.with("response", response));
  }

  /** To be told. */
  public Event event() {
    return event;
  }

  private static Event withEncryption(Event event, Peer peer) {
    boolean encrypted = peer.tls().isPresent();
    Event more = event.with("secure", encrypted).with("tls", encrypted);
    return peer.tls().map(tls -> withTls(more, tls)).orElse(more);
  }

  private static Event withTls(Event event, TlsInfo tls) {
    return event
        .with("tls_authorized", tls.isVerified())
        .with("tls_version", tls.version())
        .with("tls_cipher", tls.cipher())
        .with("tls_authorization_error", tls.certificateFault().orElse(""));
  }

  private static String addressOf(Peer peer) {
    return peer.remote().isUnresolved() ? "" : peer.remote().getAddress().getHostAddress();
  }
}
