package email.wildduck.james.delivery.reply;

import java.util.Objects;
import java.util.OptionalInt;

/** What is known of an attempt that failed. Immutable. */
public final class FailedAttempt {
  /** Who or what said that it failed. */
  enum Origin {
    /** The server, to a command of the transaction. */
    TRANSACTION,
    /** The server, before the transaction: its greeting, EHLO, STARTTLS. */
    CONNECTION,
    /** The server, to our login. */
    LOGIN,
    /** We ourselves, without a server's reply. */
    OURSELVES,
    /** A web server. */
    HTTP
  }

  private final Origin origin;
  private final FailureCategory cause;
  private final boolean temporary;
  private final int httpStatus;
  private final String text;
  private final boolean lastAddress;

  private FailedAttempt(
      Origin origin,
      FailureCategory cause,
      boolean temporary,
      int httpStatus,
      String text,
      boolean lastAddress) {
    this.origin = origin;
    this.cause = cause;
    this.temporary = temporary;
    this.httpStatus = httpStatus;
    this.text = Objects.requireNonNull(text, "text");
    this.lastAddress = lastAddress;
  }

  /**
   * A server refused a command of the transaction.
   *
   * @param reply all of its reply: code, enhanced status code if any, text; several lines as they
   *     came. Any text is taken; one that does not start with a reply code counts as a broken
   *     connection
   */
  public static FailedAttempt refused(String reply) {
    return new FailedAttempt(Origin.TRANSACTION, FailureCategory.OTHER, true, 0, reply, false);
  }

  /**
   * A server refused before there was a transaction. A 4xx is always temporary then.
   *
   * @param reply as for {@link #refused}
   */
  public static FailedAttempt refusedOnConnect(String reply) {
    return new FailedAttempt(Origin.CONNECTION, FailureCategory.NETWORK, true, 0, reply, false);
  }

  /**
   * A relay refused our login. Always temporary: a password that it does not take is an error of
   * this side, which says nothing about the message.
   *
   * @param reply as for {@link #refused}
   */
  public static FailedAttempt refusedLogin(String reply) {
    return new FailedAttempt(Origin.LOGIN, FailureCategory.NETWORK, true, 0, reply, false);
  }

  /**
   * No server was asked, or none answered.
   *
   * @param cause mostly {@code DNS}, {@code NETWORK} or {@code POLICY}
   * @param temporary whether the same may succeed later
   * @param text what happened, in words for the sender; it may start with an enhanced status code,
   *     or with a reply code and one, which count for the report only
   */
  public static FailedAttempt withoutReply(FailureCategory cause, boolean temporary, String text) {
    return new FailedAttempt(Origin.OURSELVES, cause, temporary, 0, text, false);
  }

  /**
   * A web server did not take the message.
   *
   * @param status the HTTP status
   * @param text what it said
   */
  public static FailedAttempt http(int status, String text) {
    return new FailedAttempt(Origin.HTTP, FailureCategory.HTTP, true, status, text, false);
  }

  /**
   * The same, when no other address of ours can be tried: all addresses of the pool are blocked for
   * the domain, or the message has the null sender. A block list then ends the delivery.
   */
  public FailedAttempt fromLastAddress() {
    return new FailedAttempt(origin, cause, temporary, httpStatus, text, true);
  }

  Origin origin() {
    return origin;
  }

  FailureCategory cause() {
    return cause;
  }

  boolean isTemporary() {
    return temporary;
  }

  OptionalInt httpStatus() {
    return origin == Origin.HTTP ? OptionalInt.of(httpStatus) : OptionalInt.empty();
  }

  String text() {
    return text;
  }

  boolean isLastAddress() {
    return lastAddress;
  }
}
