package email.wildduck.james.delivery.attempt;

import email.wildduck.james.core.error.SmtpReply;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a recipient did not get the message this time. Immutable. It has the form of a reply whether
 * the peer gave one or not, so that a bounce can always name a Status (RFC 3464 §2.3.4).
 */
public final class Failure {
  private final FailureCause cause;
  private final Stage stage;
  private final int code;
  private final String enhancedStatus;
  private final String response;
  private final Optional<Reply> reply;
  private final Optional<Peer> peer;
  private final Optional<Instant> notBefore;
  private final boolean lastAddress;

  private Failure(
      FailureCause cause,
      Stage stage,
      int code,
      String enhancedStatus,
      String response,
      Optional<Reply> reply,
      Optional<Peer> peer,
      Optional<Instant> notBefore,
      boolean lastAddress) {
    this.cause = cause;
    this.stage = stage;
    this.code = code;
    this.enhancedStatus = enhancedStatus;
    this.response = response;
    this.reply = reply;
    this.peer = peer;
    this.notBefore = notBefore;
    this.lastAddress = lastAddress;
  }

  /**
   * What a peer said. A code that is no refusal (the peer answered out of turn) counts as a
   * temporary failure.
   */
  public static Failure replied(Stage stage, Reply reply) {
    int code = reply.isPermanent() || reply.isTemporary() ? reply.code() : 451;
    return new Failure(
        FailureCause.REPLY,
        Objects.requireNonNull(stage),
        code,
        reply
            .enhancedStatus()
            .filter(s -> s.charAt(0) - '0' == code / 100)
            .orElse(code / 100 + ".0.0"),
        reply.response(),
        Optional.of(reply),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * What a web server said. Its status is {@link Peer#httpStatus}.
   *
   * @param status of HTTP: 400 to 499 refuses the message, all else is temporary
   * @param text what happened
   */
  public static Failure posted(int status, String text) {
    boolean refused = status >= 400 && status < 500;
    return new Failure(
        FailureCause.HTTP,
        Stage.FINAL,
        refused ? 550 : 451,
        refused ? "5.3.0" : "4.3.0",
        text,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * What was found on this side.
   *
   * @param wording reply code, status and text for a bounce and the log
   * @throws IllegalArgumentException when the wording is no refusal, or a permanent one of cause
   *     {@code NETWORK} or {@code LOCAL}
   */
  public static Failure found(FailureCause cause, Stage stage, SmtpReply wording) {
    boolean mayBePermanent = cause == FailureCause.DNS || cause == FailureCause.POLICY;
    if (wording.code() < 400 || !wording.isTemporary() && !mayBePermanent) {
      throw new IllegalArgumentException(cause + " failure with " + wording.code());
    }
    return new Failure(
        cause,
        Objects.requireNonNull(stage),
        wording.code(),
        wording.enhancedStatus(),
        wording.toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * No attempt was made, and none makes sense before that time: a limit of ours, or a pause that
   * the other side has asked for.
   */
  public static Failure postponed(Instant notBefore, SmtpReply wording) {
    Failure failure = found(FailureCause.LOCAL, Stage.LOOKUP, wording);
    return new Failure(
        failure.cause,
        failure.stage,
        failure.code,
        failure.enhancedStatus,
        failure.response,
        failure.reply,
        failure.peer,
        Optional.of(notBefore),
        false);
  }

  /** The same, where no other address of ours can be tried instead. */
  public Failure fromLastAddress() {
    return new Failure(cause, stage, code, enhancedStatus, response, reply, peer, notBefore, true);
  }

  /** With the host that it happened at. */
  public Failure at(Peer host) {
    return new Failure(
        cause,
        stage,
        code,
        enhancedStatus,
        response,
        reply,
        Optional.of(host),
        notBefore,
        lastAddress);
  }

  /** Who or what made it fail. */
  public FailureCause cause() {
    return cause;
  }

  /** How far the attempt had come. */
  public Stage stage() {
    return stage;
  }

  /** The peer's reply code, or one that says the same: 400 to 599. */
  public int code() {
    return code;
  }

  /** The peer's enhanced status code, or {@code 5.0.0} and the like when it gave none. */
  public String enhancedStatus() {
    return enhancedStatus;
  }

  /** Code and text, of several lines when the peer's reply had several. */
  public String response() {
    return response;
  }

  /** What the peer said; empty when it did not say anything. */
  public Optional<Reply> reply() {
    return reply;
  }

  /** The host; empty when none was known. */
  public Optional<Peer> peer() {
    return peer;
  }

  /** The earliest time of an attempt, when none was made; empty when there was one. */
  public Optional<Instant> notBefore() {
    return notBefore;
  }

  /** Whether no other address of ours can be tried instead. */
  public boolean isFromLastAddress() {
    return lastAddress;
  }

  /** Whether the same may succeed later. */
  public boolean isTemporary() {
    return code < 500;
  }

  /**
   * Whether the peer may have the message all the same: it was sent whole and no reply came. Such a
   * failure is temporary; the next attempt may make a second copy.
   */
  public boolean isOutcomeUnknown() {
    return stage == Stage.FINAL && reply.isEmpty() && cause != FailureCause.HTTP;
  }

  @Override
  public String toString() {
    return cause + " at " + stage + ": " + response.replace('\n', ' ');
  }
}
