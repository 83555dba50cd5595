package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageWrapper;

/** The bytes that one of James' messages streams: those it came from while it is unchanged. */
final class WrapperSource implements ByteSource {
  private final MimeMessageWrapper message;

  WrapperSource(MimeMessageWrapper message) {
    this.message = message;
  }

  @Override
  public InputStream open() throws IOException {
    try {
      return message.getMessageInputStream();
    } catch (MessagingException e) {
      throw new IOException("the message cannot be read", e);
    }
  }

  /** Counted, since James' own answer is computed from its rewritten header. */
  @Override
  public long size() throws IOException {
    try (InputStream in = open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
