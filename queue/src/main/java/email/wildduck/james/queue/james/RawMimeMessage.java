package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageWrapper;

/**
 * A message for James whose bytes stay as they are: as long as nobody changes it through
 * javax.mail, writing it gives the very bytes it was made of, 8-bit header bytes and odd line ends
 * included. Once changed it behaves like any {@link MimeMessageWrapper}.
 *
 * <p>Not thread-safe, like its superclass. {@link #dispose()} ends the life of the storage that it
 * was given.
 */
public final class RawMimeMessage extends MimeMessageWrapper {
  private final RawMessageSource raw;

  private RawMimeMessage(RawMessageSource raw) {
    super(raw);
    this.raw = raw;
  }

  /**
   * @param storage where the bytes of the message are; closed when the last message that uses it is
   *     disposed
   */
  public static RawMimeMessage of(RawMessage message, Closeable storage) {
    return new RawMimeMessage(new RawMessageSource(message, new SharedStorage(storage)));
  }

  /** A message of bytes that need no closing, such as those of an array. */
  public static RawMimeMessage of(ByteSource message) throws IOException {
    return of(RawMessage.parse(message), () -> {});
  }

  /** Another message on the storage of this one; each is to be disposed. */
  RawMimeMessage sharing(RawMessage message) {
    return new RawMimeMessage(new RawMessageSource(message, raw.storage().retain()));
  }

  /** The message that this one was made of, whether it was changed since or not. */
  public RawMessage original() {
    return raw.message();
  }

  /**
   * @param ignoreList names of fields that are left out; all other bytes stay
   */
  @Override
  public void writeTo(
      OutputStream headerOs, OutputStream bodyOs, String[] ignoreList, boolean preLoad)
      throws IOException, MessagingException {
    if (isModified()) {
      super.writeTo(headerOs, bodyOs, ignoreList, preLoad);
      return;
    }
    RawMessage written = without(ignoreList);
    long bodySize = written.body().size();
    if (headerOs.equals(bodyOs)) {
      written.writeTo(headerOs);
      return;
    }
    try (InputStream in = written.open()) {
      headerOs.write(in.readNBytes(Math.toIntExact(written.size() - bodySize)));
      in.transferTo(bodyOs);
    }
  }

  @Override
  public InputStream getMessageInputStream() throws MessagingException {
    return isModified() ? super.getMessageInputStream() : open(raw.message());
  }

  @Override
  public InputStream getRawInputStream() throws MessagingException {
    return isModified() ? super.getRawInputStream() : open(raw.message().body());
  }

  /** The size of the body in bytes, or -1 when it is not known. */
  @Override
  public int getSize() throws MessagingException {
    if (isModified()) {
      return super.getSize();
    }
    try {
      return (int) Math.min(Integer.MAX_VALUE, raw.message().body().size());
    } catch (IOException e) {
      throw new MessagingException("the size of the message is not known", e);
    }
  }

  private RawMessage without(String[] ignoreList) {
    if (ignoreList == null || ignoreList.length == 0) {
      return raw.message();
    }
    List<String> ignored = Arrays.asList(ignoreList);
    return raw.message()
        .withHeaders(raw.message().headers().removeIf(field -> isIgnored(field, ignored)));
  }

  private static boolean isIgnored(HeaderField field, List<String> names) {
    return names.stream().anyMatch(field::isNamed);
  }

  private static InputStream open(ByteSource bytes) throws MessagingException {
    try {
      return bytes.open();
    } catch (IOException e) {
      throw new MessagingException("the message cannot be read", e);
    }
  }
}
