package email.wildduck.james.bench;

import email.wildduck.james.core.dkim.DkimKey;
import email.wildduck.james.core.dkim.DkimSigner;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing a message, the key being at hand. Apache jDKIM knows RSA only. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DkimBenchmark {
  private static final String TEMPLATE =
      "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=key; q=dns/txt;"
          + " h=from:from:subject:subject:date:date:to:to:cc:message-id:mime-version:content-type;"
          + " bh=; b=;";

  @Param({"5000", "5000000"})
  int size;

  private final DkimSigner signer = DkimSigner.overSigning();
  private byte[] bytes;
  private RawMessage message;
  private List<DkimKey> rsa;
  private List<DkimKey> ed25519;
  private DKIMSigner jdkim;

  @Setup
  public void makeKeys() throws GeneralSecurityException, IOException {
    bytes = Messages.ofSize(size);
    message = RawMessage.parse(ByteSource.of(bytes));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey rsaKey = generator.generateKeyPair().getPrivate();
    rsa = List.of(key(rsaKey));
    ed25519 = List.of(key(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate()));
    jdkim = new DKIMSigner(TEMPLATE, rsaKey);
  }

  @Benchmark
  public List<HeaderField> rsa2048() throws IOException {
    return signer.sign(message, rsa);
  }

  @Benchmark
  public List<HeaderField> ed25519() throws IOException {
    return signer.sign(message, ed25519);
  }

  @Benchmark
  public String rsa2048ByJdkim() throws IOException, FailException {
    return jdkim.sign(new ByteArrayInputStream(bytes));
  }

  private static DkimKey key(PrivateKey key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return DkimKey.of(
        "example.com",
        "key",
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }
}
