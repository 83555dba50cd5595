package email.wildduck.james.smtp.account;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.smtp.auth.SubmissionUser;
import email.wildduck.james.smtp.reply.RefusedException;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import javax.inject.Singleton;
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
  private static final int MAX_NAME_LENGTH = 128;

  private final SenderAccounts accounts;

  /** The accounts remember for a second what they have read. */
  @Inject
  public SessionAccounts(SenderAccounts accounts) {
    this.accounts = accounts;
  }

  /** The account as it is now: one round trip to MongoDB. */
  public SenderAccount read(SMTPSession session) {
    return usable(session, accounts::find);
  }

  /**
   * The account as it was a second ago at most: one round trip to MongoDB a second. Nobody is
   * refused by what was read earlier.
   */
  public SenderAccount current(SMTPSession session) {
    return usable(
        session,
        id -> accounts.recent(id).filter(SenderAccount::isUsable).or(() -> accounts.find(id)));
  }

  private static SenderAccount usable(
      SMTPSession session, Function<ObjectId, Optional<SenderAccount>> look) {
    SubmissionUser user =
        session
            .getAttachment(SubmissionUser.KEY, State.Connection)
            .orElseThrow(() -> refused("nobody", "Insufficient user info"));
    SenderAccount account =
        look.apply(new ObjectId(user.userId()))
            .orElseThrow(() -> refused("unknown_user", about(user, "was not found")));
    if (!account.isUsable()) {
      throw refused("disabled", about(user, "is currently disabled"));
    }
    return account;
  }

  private static RefusedException refused(String reason, String text) {
    return new RefusedException(reason, SmtpReply.of(550, "5.7.1", text));
  }

  private static String about(SubmissionUser user, String what) {
    String name = user.username().replaceAll("[^ -~]", "?");
    return "User \"" + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)) + "\" " + what;
  }
}
