package email.wildduck.james.delivery.dsn;

import email.wildduck.james.delivery.reply.StatusCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a report says about one recipient. Immutable: each {@code with} gives a new one. */
public final class RecipientReport {
  /** Why no more attempt is made. */
  enum Ending {
    /** The other side, or a rule, said no; of a delay: it said later. */
    ANSWER,
    /** It was tried as long as allowed. */
    EXPIRY,
    /** An administrator took it out of the queue. */
    REMOVAL
  }

  final String recipient;
  final StatusCode status;
  final Ending ending;
  final String words;
  final Optional<String> remoteHost;
  final Optional<String> originalRecipient;
  final Optional<Instant> lastAttempt;
  final Optional<Instant> retriedUntil;
  final NotifyWish notifyWish;

  private RecipientReport(Fields fields) {
    this.recipient = fields.recipient;
    this.status = fields.status;
    this.ending = fields.ending;
    this.words = fields.words;
    this.remoteHost = fields.remoteHost;
    this.originalRecipient = fields.originalRecipient;
    this.lastAttempt = fields.lastAttempt;
    this.retriedUntil = fields.retriedUntil;
    this.notifyWish = fields.notify;
  }

  /**
   * The other side, or a rule of ours, answered: refused for good in a bounce, for the time being
   * in a warning, accepted in a confirmation.
   *
   * @param recipient RCPT TO, in any script
   * @param status what {@link email.wildduck.james.delivery.reply.Verdict#status} says
   * @param text what {@link email.wildduck.james.delivery.reply.Verdict#text} says; may be empty
   */
  public static RecipientReport answered(String recipient, StatusCode status, String text) {
    return new RecipientReport(new Fields(recipient, status, Ending.ANSWER, text));
  }

  /**
   * It was tried as long as allowed.
   *
   * @param status that of the last attempt
   * @param text what was said at the last attempt; may be empty
   */
  public static RecipientReport expired(String recipient, StatusCode status, String text) {
    return new RecipientReport(new Fields(recipient, status, Ending.EXPIRY, text));
  }

  /**
   * An administrator removed it, and wants the sender to know.
   *
   * @param reason in the administrator's words; may be empty
   */
  public static RecipientReport removed(String recipient, String reason) {
    // RFC 3463 X.7.0: it is neither a fault of the address nor of the network
    return new RecipientReport(
        new Fields(recipient, StatusCode.of(5, 7, 0), Ending.REMOVAL, reason));
  }

  /**
   * With the host that answered, by its name or address. Without it the text counts as our own, and
   * not as a server's reply.
   */
  public RecipientReport withRemoteHost(String host) {
    Fields fields = new Fields(this);
    fields.remoteHost = Optional.of(host).filter(name -> !name.isBlank());
    return new RecipientReport(fields);
  }

  /** With the address of ORCPT (RFC 3461 §4.2), decoded, in any script. */
  public RecipientReport withOriginalRecipient(String address) {
    Fields fields = new Fields(this);
    fields.originalRecipient = Optional.of(address);
    return new RecipientReport(fields);
  }

  /** With the time of the last attempt. */
  public RecipientReport withLastAttempt(Instant time) {
    Fields fields = new Fields(this);
    fields.lastAttempt = Optional.of(time);
    return new RecipientReport(fields);
  }

  /** With the time until which a delayed message is tried. */
  public RecipientReport withRetriedUntil(Instant time) {
    Fields fields = new Fields(this);
    fields.retriedUntil = Optional.of(time);
    return new RecipientReport(fields);
  }

  /** With NOTIFY. */
  public RecipientReport withNotify(NotifyWish wish) {
    Fields fields = new Fields(this);
    fields.notify = wish;
    return new RecipientReport(fields);
  }

  /** The fields while they are collected. */
  private static final class Fields {
    private final String recipient;
    private final StatusCode status;
    private final Ending ending;
    private final String words;
    private Optional<String> remoteHost = Optional.empty();
    private Optional<String> originalRecipient = Optional.empty();
    private Optional<Instant> lastAttempt = Optional.empty();
    private Optional<Instant> retriedUntil = Optional.empty();
    private NotifyWish notify = NotifyWish.unspecified();

    Fields(String recipient, StatusCode status, Ending ending, String words) {
      this.recipient = Objects.requireNonNull(recipient);
      this.status = Objects.requireNonNull(status);
      this.ending = ending;
      this.words = Objects.requireNonNull(words);
    }

    Fields(RecipientReport report) {
      this(report.recipient, report.status, report.ending, report.words);
      this.remoteHost = report.remoteHost;
      this.originalRecipient = report.originalRecipient;
      this.lastAttempt = report.lastAttempt;
      this.retriedUntil = report.retriedUntil;
      this.notify = report.notifyWish;
    }
  }
}
