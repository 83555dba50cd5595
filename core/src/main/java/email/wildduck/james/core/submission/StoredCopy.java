package email.wildduck.james.core.submission;

import email.wildduck.james.core.message.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** A message below a Return-Path. */
final class StoredCopy implements ByteSource {
  private final byte[] returnPath;
  private final ByteSource message;

  private StoredCopy(byte[] returnPath, ByteSource message) {
    this.returnPath = returnPath;
    this.message = message;
  }

  static ByteSource of(String mailFrom, ByteSource message) {
    // No address holds a control character; one that did would start a header field of its own.
    String line = "Return-Path: " + mailFrom.replaceAll("\\p{Cntrl}", "") + "\r\n";
    return new StoredCopy(line.getBytes(StandardCharsets.UTF_8), message);
  }

  @Override
  public InputStream open() throws IOException {
    return new SequenceInputStream(new ByteArrayInputStream(returnPath), message.open());
  }

  @Override
  public long size() throws IOException {
    return returnPath.length + message.size();
  }
}
