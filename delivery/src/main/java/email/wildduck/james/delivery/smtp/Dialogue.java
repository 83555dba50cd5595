package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Commands and replies on one connection. What fails here makes it useless. One thread at a time.
 */
final class Dialogue {
  private static final int CLOSING = 421;
  private static final String CRLF = "\r\n";

  private final Wire wire;
  private final ReplyReader reader;
  private boolean broken;
  private Optional<Reply> farewell = Optional.empty();

  Dialogue(Wire wire) {
    this.wire = wire;
    this.reader = new ReplyReader(wire);
  }

  Wire wire() {
    return wire;
  }

  /** Whether nothing can be sent any more: the peer said 421, or the connection broke. */
  boolean isOver() {
    return broken || farewell.isPresent();
  }

  /** Nothing can be sent any more, because the peer waits for the rest of something. */
  void abandon() {
    broken = true;
  }

  /** Collects a command, to be sent with those that follow. */
  void put(Stage stage, Duration limit, String command) throws DeliveryFailure {
    if (command.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a control character in a command at " + stage);
    }
    byte[] bytes = (command + CRLF).getBytes(StandardCharsets.UTF_8);
    wire.within(limit);
    try {
      wire.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw lost(stage, e);
    }
  }

  /** Sends what has been collected. */
  void flush(Stage stage) throws DeliveryFailure {
    try {
      wire.flush();
    } catch (IOException e) {
      throw lost(stage, e);
    }
  }

  /** Sends a command and waits for its reply. */
  Reply ask(Stage stage, Duration limit, String command) throws DeliveryFailure {
    put(stage, limit, command);
    flush(stage);
    return read(stage, limit);
  }

  /**
   * Waits for a reply.
   *
   * @throws DeliveryFailure when there is none; the last 421 counts as the reason
   */
  Reply read(Stage stage, Duration limit) throws DeliveryFailure {
    wire.within(limit);
    try {
      Reply reply = reader.read();
      if (reply.code() == CLOSING) {
        farewell = Optional.of(reply);
      }
      return reply;
    } catch (IOException e) {
      throw lost(stage, e);
    }
  }

  /** A connection that broke: what the peer said last is the better reason. */
  DeliveryFailure lost(Stage stage, IOException cause) {
    broken = true;
    if (farewell.isPresent() && stage != Stage.FINAL) {
      return new DeliveryFailure(Failure.replied(stage, farewell.get()), cause);
    }
    return new DeliveryFailure(Failure.found(FailureCause.NETWORK, stage, wording(cause)), cause);
  }

  private static SmtpReply wording(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return SmtpReply.of(451, "4.4.2", "The peer did not answer in time");
    }
    if (cause instanceof MalformedReplyException) {
      return SmtpReply.of(451, "4.5.0", "The peer sent what is no reply");
    }
    return cause instanceof EOFException
        ? SmtpReply.of(451, "4.4.2", "The peer closed the connection")
        : SmtpReply.of(451, "4.4.2", "The connection broke");
  }
}
