package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DkimSignerTest {
  private static final String HEADER =
      "From: Alice <alice@example.com>\r\n"
          + "To: bob@example.net\r\n"
          + "Subject: Hello\r\n"
          + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n";

  private static final String KINDS = " \t\r\nabcdefghij\u00e9";
  private static final String EMPTY_BODY_HASH = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  private final DkimSigner signer = DkimSigner.overSigning();
  private final DkimKey key = TestKeys.key("example.com", "wd1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no final line end",
        "bare\nline\nfeeds\n",
        "bare\rcarriage\rreturns\r",
        "trailing \t \r\nwhite space \r\n \r\n\r\n",
        "\r\n\r\nblank lines first\r\n",
        "8-bit \u00ff\u0080\u0000 body\r\n",
        ".\r\n..\r\n"
      })
  void bodiesOfAllKindsVerify(String body) throws IOException {
    Verifiers.assertVerified(signed(message(HEADER + "\r\n" + body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: folded\r\n\tonce\r\n  and again \r\n",
        "Subject: folded\n with a bare line feed\n",
        "Subject: UTF-8 \u00c3\u00a9 subject\r\n",
        "SUBJECT  :  odd   spaces\t \r\n",
        "Subject:\r\n",
        "From: a second one <b@example.com>\r\n",
        "Cc: x@example.com\r\nCc: y@example.com\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256\r\n"
      })
  void headersOfAllKindsVerify(String field) throws IOException {
    RawMessage message = message(field + HEADER + "\r\nbody\r\n");
    RawMessage signed = signed(message);
    RawMessage withOurSignatureOnly =
        signed.withHeaders(
            message.headers().remove("DKIM-Signature").prepend(signed.headers().fields().get(0)));

    Verifiers.assertVerified(withOurSignatureOnly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\n\n\n", " \t\r\n \r\n", " "})
  void aBodyWithoutTextHasTheHashOfNothing(String body) throws IOException {
    assertThat(tags(message(HEADER + "\r\n" + body))).contains("; bh=" + EMPTY_BODY_HASH + ";");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\n\n\n", " \t\r\n \r\n", " "})
  void bodiesWithoutTextVerify(String body) throws IOException {
    JcaVerifier.assertVerified(signed(message(HEADER + "\r\n" + body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: one\rSubject: two\r\n",
        "Subject: one\r From: three\r\n",
        "Subject: the header\r\rends here\r\n",
        "\r",
        "Subject: at the end\r\r\n",
        "Subject: P\u00e4ev \u00ff\r\n"
      })
  void aHeaderThatIsAnotherOneWhenItIsSentIsSignedAsThat(String field) throws IOException {
    JcaVerifier.assertVerified(signed(message(HEADER + field + "\r\nbody\r\n")));
    JcaVerifier.assertVerified(signed(message(HEADER + field)));
  }

  @Test
  void aFieldThatComesOfALoneCrIsSignedToo() throws IOException {
    assertThat(tags(message(HEADER + "X: y\rFrom: b@example.com\r\n\r\n")))
        .contains(" h=from:from:from:subject:");
  }

  @Test
  void aMessageWithoutBodyIsSigned() throws IOException {
    assertThat(tags(message(HEADER))).contains("; bh=" + EMPTY_BODY_HASH + ";");
  }

  @Test
  void fieldsThatAreShownAreNamedOnceMoreThanTheyOccur() throws IOException {
    assertThat(tags(message(HEADER + "\r\n")))
        .contains(" h=from:from:subject:subject:date:date:to:to;");
    assertThat(tags(message("From: a@example.com\r\nFROM: b@example.com\r\nX: y\r\n\r\n")))
        .contains(" h=from:from:from:subject:date:to;");
  }

  @Test
  void noLineOfASignatureIsLongerThan78Columns() throws IOException {
    RawMessage message =
        message(
            "To: x@example.com\r\n".repeat(300)
                + "List-Unsubscribe-Post: x\r\nContent-Transfer-Encoding: 8bit\r\n"
                + HEADER
                + "\r\nbody\r\n");

    String stored = signer.sign(message, List.of(key)).get(0).storedLine();

    assertThat(stored.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThan(79));
    Verifiers.assertVerified(signed(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"From", "Subject", "Date", "To"})
  void aFieldAddedAfterwardsBreaksTheSignature(String name) throws IOException {
    RawMessage signed = signed(message(HEADER + "\r\nbody\r\n"));
    HeaderField added = HeaderField.of(name, "somebody@example.org");

    assertThatThrownBy(
            () ->
                JdkimVerifier.verify(
                    signed.withHeaders(signed.headers().prepend(added)), TestKeys.records()))
        .isInstanceOf(FailException.class);
    assertThatThrownBy(
            () ->
                JdkimVerifier.verify(
                    signed.withHeaders(signed.headers().append(added)), TestKeys.records()))
        .isInstanceOf(FailException.class);
  }

  @Test
  void eachKeyHasItsSignatureInTheirOrder() throws IOException {
    List<DkimKey> keys = List.of(key, TestKeys.key("mx.example.org", "wd2"));
    RawMessage message = message(HEADER + "\r\nbody\r\n");

    List<HeaderField> signatures = signer.sign(message, keys);

    assertThat(signatures).hasSize(2);
    assertThat(signatures.get(0).value()).contains("d=example.com;").contains("s=wd1;");
    assertThat(signatures.get(1).value()).contains("d=mx.example.org;").contains("s=wd2;");
    Verifiers.assertVerified(Signed.with(signer, message, keys));
  }

  @Test
  void theBodyIsReadOnceForAllKeysAndNotAtAllForNone() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    RawMessage message =
        RawMessage.of(
            message(HEADER + "\r\n").headers(),
            new ByteSource() {
              @Override
              public InputStream open() {
                opened.incrementAndGet();
                return InputStream.nullInputStream();
              }

              @Override
              public long size() {
                return 0;
              }
            });

    assertThat(signer.sign(message, List.of())).isEmpty();
    assertThat(opened).hasValue(0);
    assertThat(signer.sign(message, List.of(key, key, key))).hasSize(3);
    assertThat(opened).hasValue(1);
  }

  @Test
  void anEd25519SignatureIsVerifiedByTheJdk() throws IOException, GeneralSecurityException {
    HeaderField signature =
        signer
            .sign(message(HEADER + "\r\nbody\r\n"), List.of(TestKeys.key("ed.example", "ed")))
            .get(0);
    byte[] signed =
        canonical(
            "from:Alice <alice@example.com>\r\nsubject:Hello\r\n"
                + "date:Mon, 23 Nov 2026 10:00:00 +0000\r\nto:bob@example.net\r\n",
            signature);

    assertThat(signature.value()).contains("a=ed25519-sha256;");
    assertThat(verifiedByJdk("Ed25519", "Ed25519", "ed", Sha256.hash(signed), signature)).isTrue();
  }

  @Test
  void headerBytesOfNoCharacterSetAreSignedAsTheyAre()
      throws IOException, GeneralSecurityException {
    HeaderField signature =
        signer.sign(message("Subject: \u00ff\u0080  \u00e9 \r\n\r\nbody\r\n"), List.of(key)).get(0);
    byte[] signed = canonical("subject:\u00ff\u0080 \u00e9\r\n", signature);

    assertThat(verifiedByJdk("RSA", "SHA256withRSA", "wd1", signed, signature)).isTrue();
  }

  @Test
  void aLargeBodyIsNotHeldInMemory() throws IOException {
    int size = 10 * 1024 * 1024;
    RawMessage message = RawMessage.of(message(HEADER + "\r\n").headers(), generated(size));
    signer.sign(message, List.of(key));

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    signer.sign(message, List.of(key));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(1024 * 1024);
    Verifiers.assertVerified(signed(message));
  }

  @Test
  void aBodyThatCannotBeReadIsAnIoFailure() throws IOException {
    ByteSource unreadable = ByteSource.of(Path.of("no such file"));
    RawMessage message = RawMessage.of(message(HEADER + "\r\n").headers(), unreadable);

    assertThatThrownBy(() -> signer.sign(message, List.of(key))).isInstanceOf(IOException.class);
  }

  /** What was signed, for fields in canonical form. */
  private static byte[] canonical(String fields, HeaderField signature) {
    String stored = signature.storedLine();
    String unsigned = stored.substring("DKIM-Signature: ".length(), signatureAt(stored));
    return (fields + "dkim-signature:" + unsigned.replace("\r\n", "")).getBytes(ISO_8859_1);
  }

  private static boolean verifiedByJdk(
      String keyKind, String algorithm, String selector, byte[] signed, HeaderField signature)
      throws GeneralSecurityException {
    String stored = signature.storedLine();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(
        KeyFactory.getInstance(keyKind)
            .generatePublic(new X509EncodedKeySpec(TestKeys.subjectPublicKeyInfo(selector))));
    verifier.update(signed);
    return verifier.verify(Base64.getMimeDecoder().decode(stored.substring(signatureAt(stored))));
  }

  private static int signatureAt(String stored) {
    return stored.lastIndexOf("\r\n b=") + "\r\n b=".length();
  }

  private RawMessage signed(RawMessage message) throws IOException {
    return Signed.with(signer, message, List.of(key));
  }

  /** The signature field in one line. */
  private String tags(RawMessage message) throws IOException {
    return signer.sign(message, List.of(key)).get(0).value();
  }

  private static RawMessage message(String text) throws IOException {
    return RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1)));
  }

  /** Bytes of all kinds, the same each time, made while they are read. */
  private static ByteSource generated(int size) {
    return new ByteSource() {
      @Override
      public InputStream open() {
        Random random = new Random(1);
        return new InputStream() {
          private int left = size;

          @Override
          public int read() {
            return left-- > 0 ? KINDS.charAt(random.nextInt(KINDS.length())) : -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            int count = 0;
            for (int b = 0; count < length && (b = read()) >= 0; count++) {
              into[offset + count] = (byte) b;
            }
            return count == 0 ? -1 : count;
          }
        };
      }

      @Override
      public long size() {
        return size;
      }
    };
  }
}
