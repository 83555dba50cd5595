package email.wildduck.james.queue.store;

import email.wildduck.james.core.dkim.RelaxedBodyHash;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** Passes a body on and computes on the way what the queue stores about it. */
final class BodyDigests extends FilterOutputStream {
  private final MessageDigest md5 = DigestUtils.getMd5Digest();
  private final RelaxedBodyHash bodyHash = new RelaxedBodyHash();
  private long size;

  BodyDigests(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    md5.update(bytes, offset, length);
    bodyHash.write(bytes, offset, length);
    size += length;
  }

  /** Bytes so far. */
  long size() {
    return size;
  }

  /** MD5 of the body in hexadecimal. Ends the computation. */
  String md5() {
    return Hex.encodeHexString(md5.digest());
  }

  /** DKIM's relaxed body hash in Base64. Ends the computation. */
  String bodyHash() {
    return bodyHash.finish();
  }
}
