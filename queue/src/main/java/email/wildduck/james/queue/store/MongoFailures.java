package email.wildduck.james.queue.store;

import com.mongodb.MongoException;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import org.bson.BsonMaximumSizeExceededException;

/** Turns the driver's exceptions into those with an SMTP reply. */
public final class MongoFailures {
  private MongoFailures() {}

  /** What is done with the database. */
  public interface Operation<T, E extends Exception> {
    T run() throws E;
  }

  /** The same without a result. */
  public interface Action<E extends Exception> {
    void run() throws E;
  }

  /**
   * @param action what is done, for the log
   * @throws TemporaryFailureException when the database is away, slow, or a majority does not have
   *     the write in time
   * @throws SmtpException 552 5.3.4 when a header is larger than a document may be
   */
  public static <T, E extends Exception> T translate(String action, Operation<T, E> operation)
      throws E {
    try {
      return operation.run();
    } catch (BsonMaximumSizeExceededException e) {
      throw new SmtpException(
          SmtpReply.of(552, "5.3.4", "The header of the message is too large"),
          "the header is larger than a document while " + action,
          e);
    } catch (MongoException | IllegalStateException e) {
      // the driver has no exception of its own for a client that has been closed
      throw new TemporaryFailureException("the queue's database failed while " + action, e);
    }
  }

  /** As {@link #translate}, without a result. */
  public static <E extends Exception> void translateAction(String action, Action<E> operation)
      throws E {
    MongoFailures.<Boolean, E>translate(
        action,
        () -> {
          operation.run();
          return Boolean.TRUE;
        });
  }
}
