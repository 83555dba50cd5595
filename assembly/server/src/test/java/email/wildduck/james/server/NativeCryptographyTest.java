package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "x86_64"},
    disabledReason = "the tests have the library for Linux on x86 only")
class NativeCryptographyTest {
  private static final String SWITCH = "wildduck.nativeCryptography";
  private static final String NAME = "AmazonCorrettoCryptoProvider";
  private static final byte[] TEXT = "from:alice@example.com\r\n".getBytes(UTF_8);

  @AfterEach
  void backToJavasOwn() {
    System.clearProperty(SWITCH);
    Security.removeProvider(NAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void signsAsJavaDoes(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    byte[] expected = sign(pair.getPrivate().getEncoded(), "SunRsaSign");

    new NativeCryptography().use();

    assertThat(sign(pair.getPrivate().getEncoded(), NAME)).isEqualTo(expected);
  }

  private static byte[] sign(byte[] key, String provider) throws Exception {
    PrivateKey parsed = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(parsed);
    signature.update(TEXT);
    assertThat(signature.getProvider().getName()).isEqualTo(provider);
    return signature.sign();
  }

  @Test
  void isLeftOutOnRequest() throws Exception {
    System.setProperty(SWITCH, "false");

    new NativeCryptography().use();

    assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
  }
}
