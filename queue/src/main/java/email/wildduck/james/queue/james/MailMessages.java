package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.message.SpillingBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/** The message of a mail as bytes: reading it, and putting another in its place. */
public final class MailMessages {
  private MailMessages() {}

  /**
   * The bytes of a mail's message, without James' rewriting of headers wherever the source is still
   * to be had. They are read from the mail's message when asked for, so they are valid until that
   * is changed, replaced or disposed.
   *
   * @throws MessagingException when the mail has no message or it cannot be read
   */
  public static RawMessage rawMessage(Mail mail) throws MessagingException {
    MimeMessage message = mail.getMessage();
    if (message == null) {
      throw new MessagingException("mail " + mail.getName() + " has no message");
    }
    try {
      if (message instanceof RawMimeMessage && !((RawMimeMessage) message).isModified()) {
        return ((RawMimeMessage) message).original();
      }
      Optional<WrappedMessage> wrapped = WrappedMessage.of(message);
      return wrapped.isPresent() ? wrapped.get().read() : ofMemory(message);
    } catch (IOException e) {
      throw new MessagingException("the message of " + mail.getName() + " cannot be read", e);
    }
  }

  /**
   * Puts a message in the place of a mail's. When it has the body that {@link #rawMessage} gave for
   * this mail, that is kept and not copied; else the body is copied, and its source may go.
   *
   * @throws MessagingException when the body cannot be copied
   */
  public static void replace(Mail mail, RawMessage replacement) throws MessagingException {
    put(mail, replacementFor(mail.getMessage(), replacement));
  }

  private static void put(Mail mail, RawMimeMessage message) throws MessagingException {
    if (mail instanceof MailImpl) {
      // disposes the old message, whose storage the new one may be sharing
      ((MailImpl) mail).setMessageNoCopy(message);
    } else {
      mail.setMessage(message);
    }
  }

  /**
   * Makes a mail carry its message as the bytes that it has now, in storage of its own; those that
   * James has just received are read once.
   *
   * @throws MessagingException when the mail has no message or it cannot be read
   */
  public static void keepBytes(Mail mail) throws MessagingException {
    MimeMessage message = mail.getMessage();
    Optional<WrappedMessage> wrapped =
        message instanceof RawMimeMessage ? Optional.empty() : WrappedMessage.of(message);
    if (wrapped.isEmpty()) {
      replace(mail, rawMessage(mail));
      return;
    }
    try {
      put(mail, wrapped.get().copy());
    } catch (IOException e) {
      throw new MessagingException("the message of " + mail.getName() + " cannot be copied", e);
    }
  }

  /** The body as this process has read it from the queue; empty once it has been changed. */
  static Optional<ByteSource> storedBody(Mail mail) {
    try {
      MimeMessage message = mail.getMessage();
      return message instanceof RawMimeMessage && !((RawMimeMessage) message).isModified()
          ? Optional.of(((RawMimeMessage) message).original().body())
          : Optional.empty();
    } catch (MessagingException e) {
      return Optional.empty();
    }
  }

  private static RawMimeMessage replacementFor(MimeMessage old, RawMessage replacement)
      throws MessagingException {
    if (old instanceof RawMimeMessage
        && ((RawMimeMessage) old).original().body().equals(replacement.body())) {
      return ((RawMimeMessage) old).sharing(replacement);
    }
    try {
      SpillingBuffer buffer = new SpillingBuffer(HeldBody.MEMORY_THRESHOLD);
      try {
        replacement.writeTo(buffer);
        return RawMimeMessage.of(RawMessage.parse(buffer.source()), buffer);
      } catch (IOException | RuntimeException e) {
        buffer.close();
        throw e;
      }
    } catch (IOException e) {
      throw new MessagingException("the message cannot be copied", e);
    }
  }

  /** A message that was made or changed in memory is written there too. */
  private static RawMessage ofMemory(MimeMessage message) throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return RawMessage.parse(ByteSource.of(out.toByteArray()));
  }
}
