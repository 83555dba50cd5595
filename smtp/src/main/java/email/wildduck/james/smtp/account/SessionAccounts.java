package email.wildduck.james.smtp.account;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.smtp.auth.SubmissionUser;
import email.wildduck.james.smtp.reply.RefusedException;
import java.time.Clock;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.bson.types.ObjectId;

/**
 * Gives the account of the user whom a session belongs to, as long as it may send. Each method
 * throws {@link RefusedException} with {@code 550 5.7.1} when nobody has logged in or the account
 * is unknown, disabled or suspended, and {@link
 * email.wildduck.james.core.error.TemporaryFailureException} when MongoDB does not answer.
 * Thread-safe.
 */
@Singleton
public final class SessionAccounts {
  private static final AttachmentKey<AccountSnapshot> SNAPSHOT =
      AttachmentKey.of("wildduck.account", AccountSnapshot.class);
  private static final int MAX_NAME_LENGTH = 128;

  private final SenderAccounts accounts;
  private final Clock clock;

  /** The clock tells how old what was read is. */
  @Inject
  public SessionAccounts(SenderAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The account as it is now: one round trip to MongoDB. Kept for the transaction. */
  public SenderAccount read(SMTPSession session) {
    SubmissionUser user =
        session
            .getAttachment(SubmissionUser.KEY, State.Connection)
            .orElseThrow(() -> refused("nobody", "Insufficient user info"));
    SenderAccount account =
        accounts
            .find(new ObjectId(user.userId()))
            .orElseThrow(() -> refused("unknown_user", about(user, "was not found")));
    if (!account.isUsable()) {
      throw refused("disabled", about(user, "is currently disabled"));
    }
    session.setAttachment(
        SNAPSHOT, new AccountSnapshot(account, clock.instant()), State.Transaction);
    return account;
  }

  /** The account as it was a second ago at most: one round trip to MongoDB a second. */
  public SenderAccount current(SMTPSession session) {
    Optional<AccountSnapshot> known = session.getAttachment(SNAPSHOT, State.Transaction);
    return known
        .filter(snapshot -> snapshot.isFreshAt(clock.instant()))
        .map(AccountSnapshot::account)
        .orElseGet(() -> read(session));
  }

  private static RefusedException refused(String reason, String text) {
    return new RefusedException(reason, SmtpReply.of(550, "5.7.1", text));
  }

  private static String about(SubmissionUser user, String what) {
    String name = user.username().replaceAll("[^ -~]", "?");
    return "User \"" + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)) + "\" " + what;
  }
}
