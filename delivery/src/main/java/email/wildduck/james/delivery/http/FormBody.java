package email.wildduck.james.delivery.http;

import email.wildduck.james.delivery.attempt.Permit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.http.entity.AbstractHttpEntity;

/** A form as the body of a request, written from its sources: nothing is kept in memory. */
final class FormBody extends AbstractHttpEntity {
  private static final byte[] LINE_END = {'\r', '\n'};

  private final List<FormPart> parts;
  private final byte[] delimiter;
  private final Permit permit;

  /**
   * @param boundary letters and digits that no content has
   * @param permit asked before the end of the form, without which the request stays incomplete
   */
  FormBody(List<FormPart> parts, String boundary, Permit permit) {
    this.parts = List.copyOf(parts);
    this.permit = permit;
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    setContentType("multipart/form-data; boundary=" + boundary);
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    long fixed = delimiter.length + 2L * LINE_END.length;
    return parts.stream().mapToLong(part -> fixed + part.size()).sum() + delimiter.length + 4L;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("a form is written and not read");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (FormPart part : parts) {
      out.write(delimiter);
      out.write(LINE_END);
      part.writeTo(out);
      out.write(LINE_END);
    }
    if (!permit.isGiven()) {
      throw new IOException("it is not certain that the message is still ours to deliver");
    }
    out.write(delimiter);
    out.write(new byte[] {'-', '-', '\r', '\n'});
    out.flush();
  }
}
