package email.wildduck.james.delivery.reply;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Judges failed attempts. Never throws, whatever the other side said. Immutable; one serves all
 * threads.
 *
 * <p>In this order:
 *
 * <ol>
 *   <li>HTTP: 400 to 499 gives up, except, in the patient reading, 408, 425 and 429 (RFC 9110, RFC
 *       8470, RFC 6585), which ask for another try; all others are deferred;
 *   <li>without a server's reply: as whoever saw the failure says;
 *   <li>a text without reply code: deferred, category {@code network};
 *   <li>before the transaction: up to 500 deferred, category {@code network}; above by the rules;
 *   <li>a refused login: the same category, and always deferred, whatever the reading;
 *   <li>in the transaction: by the rules. The patient reading takes their category, and defers
 *       everything that is not a 5xx;
 *   <li>category {@code blacklist} gives up when no other address of ours can be tried; in the
 *       patient reading only if the reply is a 5xx.
 * </ol>
 */
public final class ReplyClassifier {
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);

  private static final Set<FailedAttempt.Origin> REPLIES =
      Set.of(
          FailedAttempt.Origin.TRANSACTION,
          FailedAttempt.Origin.CONNECTION,
          FailedAttempt.Origin.LOGIN);

  private final ReplyReading reading;
  private final ReplyRules rules;
  private final StatusRules statuses;

  /** Reads the rules once. */
  public ReplyClassifier(ReplyReading reading) {
    this.reading = reading;
    this.rules = ReplyRules.standard();
    this.statuses = StatusRules.standard();
  }

  /** What becomes of the delivery. */
  public Verdict judge(FailedAttempt attempt) {
    ReplyText reply = ReplyText.of(attempt.text());
    boolean isReply = isReply(attempt, reply);
    Ruling ruling = isReply ? ofReply(attempt, reply) : withoutReply(attempt);
    return new Verdict(
        ruling.action,
        ruling.category,
        reply.toString(),
        isReply ? reply.replyCode() : OptionalInt.empty(),
        isReply ? ofReply(attempt, reply, ruling) : statuses.of(attempt, reply, ruling));
  }

  /** That of a login says that it is tried again: nobody has refused the recipient. */
  private StatusCode ofReply(FailedAttempt attempt, ReplyText reply, Ruling ruling) {
    StatusCode status = statuses.of(reply, ruling);
    return attempt.origin() == FailedAttempt.Origin.LOGIN ? status.inClass(4) : status;
  }

  private static boolean isReply(FailedAttempt attempt, ReplyText reply) {
    return REPLIES.contains(attempt.origin()) && reply.code() > 0;
  }

  private Ruling withoutReply(FailedAttempt attempt) {
    switch (attempt.origin()) {
      case HTTP:
        return isFinal(attempt.httpStatus().orElse(0))
            ? Ruling.reject(FailureCategory.HTTP)
            : Ruling.defer(FailureCategory.HTTP);
      case OURSELVES:
        return attempt.isTemporary()
            ? Ruling.defer(attempt.cause())
            : Ruling.reject(attempt.cause());
      default:
        return Ruling.defer(FailureCategory.NETWORK);
    }
  }

  private boolean isFinal(int httpStatus) {
    boolean clientError = httpStatus >= 400 && httpStatus < 500;
    return clientError && !(reading == ReplyReading.PATIENT && TRY_AGAIN.contains(httpStatus));
  }

  private Ruling ofReply(FailedAttempt attempt, ReplyText reply) {
    boolean connecting = attempt.origin() != FailedAttempt.Origin.TRANSACTION;
    Ruling ruling =
        rules.judge(reply, connecting ? Optional.of(attempt.cause()) : Optional.empty());
    if (ruling.category == FailureCategory.BLACKLIST && attempt.isLastAddress()) {
      ruling = Ruling.reject(ruling.category);
    }
    boolean mayReject =
        attempt.origin() != FailedAttempt.Origin.LOGIN
            && (reading == ReplyReading.ZONE_MTA || reply.code() / 100 == 5);
    return mayReject ? ruling : Ruling.defer(ruling.category);
  }
}
