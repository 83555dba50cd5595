package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Permit;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.connect.TimeLimits;
import email.wildduck.james.delivery.connect.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams a message with its final dot. */
final class MessageSender {
  private static final byte[] FINAL_DOT = ".\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Dialogue dialogue;
  private final TimeLimits limits;
  private final Permit permit;

  /**
   * @param permit asked right before the dot
   */
  MessageSender(Dialogue dialogue, TimeLimits limits, Permit permit) {
    this.dialogue = dialogue;
    this.limits = limits;
    this.permit = permit;
  }

  /**
   * Sends the message and the dot, and waits for nothing.
   *
   * @throws DeliveryFailure when the connection breaks, the message cannot be read, or there is no
   *     permit any more; the latter two leave the peer without a dot, so the connection must be
   *     closed
   */
  void send(ByteSource message) throws DeliveryFailure {
    Wire wire = dialogue.wire();
    WireForm form = new WireForm(new WireOutput(wire));
    byte[] block = new byte[16 * 1024];
    try (InputStream in = open(message)) {
      int count = read(in, block);
      boolean large = count == block.length;
      while (count >= 0) {
        wire.within(limits.dataBlock());
        form.write(block, count);
        count = read(in, block);
      }
      form.finish();
      if (large) {
        // A slow peer is waited for before the question, and not between it and the dot.
        wire.flush();
      }
      ask();
      wire.within(limits.dataBlock());
      wire.write(FINAL_DOT, 0, FINAL_DOT.length);
      wire.flush();
    } catch (UnreadableException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw dialogue.lost(Stage.DATA, e);
    }
  }

  private void ask() throws DeliveryFailure {
    if (!permit.isGiven()) {
      throw new DeliveryFailure(Transaction.noPermit(Stage.DATA));
    }
  }

  /** The dot alone: the peer wants a message for nobody (RFC 2920 §3.1). */
  void sendNothing() throws DeliveryFailure {
    Wire wire = dialogue.wire();
    wire.within(limits.dataBlock());
    try {
      wire.write(FINAL_DOT, 0, FINAL_DOT.length);
      wire.flush();
    } catch (IOException e) {
      throw dialogue.lost(Stage.DATA, e);
    }
  }

  private static InputStream open(ByteSource message) throws UnreadableException {
    try {
      return message.open();
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private static int read(InputStream in, byte[] block) throws UnreadableException {
    try {
      return in.read(block);
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private static DeliveryFailure unreadable(IOException cause) {
    return new DeliveryFailure(
        Failure.found(
            FailureCause.LOCAL,
            Stage.DATA,
            SmtpReply.of(451, "4.3.0", "The message could not be read")),
        cause);
  }

  /** Our side's trouble, not the connection's. */
  private static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super(cause);
    }
  }

  private static final class WireOutput extends OutputStream {
    private final Wire wire;

    WireOutput(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      wire.write(bytes, offset, length);
    }
  }
}
