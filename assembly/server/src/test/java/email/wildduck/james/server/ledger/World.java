package email.wildduck.james.server.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everybody who gets mail. What happens to an address follows from its domain: {@code ok...} is
 * accepted, {@code later...} refused once for now, {@code slow...} as long as a test wants that,
 * {@code busy...} always for now, and {@code never...} for good.
 */
final class World implements AutoCloseable {
  private static final SmtpReply LATER = new SmtpReply(451, "4.7.1 Try again later");
  private static final SmtpReply NEVER = new SmtpReply(550, "5.1.1 No such user");
  private static final String DELAYED = "\r\nAction: delayed\r\n";
  private static final Pattern REPORTED =
      Pattern.compile("(?im)^Final-Recipient: *rfc822; *<?([^\\s>]+)");

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean slow = true;
  private final List<Hold> holds = new CopyOnWriteArrayList<>();
  private final SmtpSink sink = SmtpSink.builder().script(this::reply).start();

  private Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    List<String> recipients = envelope.recipients();
    if (recipients.isEmpty()) {
      return Optional.empty();
    }
    String last = recipients.get(recipients.size() - 1);
    holds.forEach(hold -> hold.pass(stage, last));
    return stage == SmtpStage.RCPT ? replyTo(last) : Optional.empty();
  }

  private Optional<SmtpReply> replyTo(String recipient) {
    String domain = recipient.substring(recipient.indexOf('@') + 1);
    if (domain.startsWith("never")) {
      return Optional.of(NEVER);
    }
    boolean later =
        domain.startsWith("busy")
            || domain.startsWith("slow") && slow
            || domain.startsWith("later") && refused.add(recipient);
    return later ? Optional.of(LATER) : Optional.empty();
  }

  /** The first attempt for a recipient will get no reply at this stage before it is released. */
  Hold hold(SmtpStage stage, String recipient) {
    Hold hold = new Hold(stage, recipient);
    holds.add(hold);
    return hold;
  }

  /** Whether {@code slow...} is refused from now on. */
  void slow(boolean refused) {
    slow = refused;
  }

  int port() {
    return sink.port();
  }

  /** How many mails there are so far. */
  int count() {
    return sink.received().size();
  }

  /** How many copies each recipient has. */
  Map<String, Integer> copies() {
    Map<String, Integer> copies = new TreeMap<>();
    for (ReceivedMail mail : sink.received()) {
      if (!isReport(mail)) {
        mail.recipients().forEach(recipient -> copies.merge(recipient, 1, Integer::sum));
      }
    }
    return copies;
  }

  /** How often the sender was told that a recipient did not get the message. */
  Map<String, Integer> bounces() {
    Map<String, Integer> bounces = new TreeMap<>();
    reports()
        .forEach(report -> report.forEach(recipient -> bounces.merge(recipient, 1, Integer::sum)));
    return bounces;
  }

  /** Whom each report to the sender says to have failed. */
  List<Set<String>> reports() {
    return named(text -> !text.contains(DELAYED));
  }

  /** Whom each warning to the sender says to wait. */
  List<Set<String>> warnings() {
    return named(text -> text.contains(DELAYED));
  }

  private List<Set<String>> named(Predicate<String> kind) {
    List<Set<String>> reports = new ArrayList<>();
    for (ReceivedMail mail : sink.received()) {
      if (isReport(mail) && kind.test(text(mail))) {
        Set<String> recipients = new TreeSet<>();
        Matcher reported = REPORTED.matcher(text(mail));
        while (reported.find()) {
          recipients.add(reported.group(1));
        }
        reports.add(recipients);
      }
    }
    return reports;
  }

  private static boolean isReport(ReceivedMail mail) {
    return mail.mailFrom().isEmpty();
  }

  private static String text(ReceivedMail mail) {
    try {
      return new String(mail.content().bytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holds.forEach(Hold::release);
    sink.close();
  }
}
