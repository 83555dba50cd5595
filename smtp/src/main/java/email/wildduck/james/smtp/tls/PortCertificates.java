package email.wildduck.james.smtp.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.core.cert.BrokenCertificateException;
import email.wildduck.james.core.cert.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.X509ExtendedKeyManager;
import nl.altindag.ssl.util.PemUtils;

/** Reads certificates in all the forms in which James takes that of a port. */
final class PortCertificates {
  private PortCertificates() {}

  /** PEM without a password. */
  static List<ServerCertificate> ofPem(byte[] privateKey, byte[] certificates) {
    return List.of(
        ServerCertificate.ofPem(new String(privateKey, UTF_8), new String(certificates, UTF_8)));
  }

  /** PEM whose key is encrypted. */
  static List<ServerCertificate> ofPem(byte[] privateKey, byte[] certificates, char[] password) {
    try {
      X509ExtendedKeyManager keys =
          PemUtils.loadIdentityMaterial(
              new ByteArrayInputStream(certificates),
              new ByteArrayInputStream(privateKey),
              password);
      return List.of("RSA", "EC", "EdDSA").stream()
          .flatMap(type -> aliases(keys, type).stream())
          .map(alias -> of(keys.getPrivateKey(alias), keys.getCertificateChain(alias)))
          .findFirst()
          .map(List::of)
          .orElseThrow(() -> new BrokenCertificateException("there is no private key"));
    } catch (BrokenCertificateException e) {
      throw e;
    } catch (RuntimeException e) {
      // The library has exceptions of its own, and lets others through.
      throw new BrokenCertificateException("the private key cannot be opened with <tls/secret>");
    }
  }

  /** A Java key store; its first entry first. */
  static List<ServerCertificate> ofKeyStore(byte[] content, String type, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(new ByteArrayInputStream(content), password);
      List<ServerCertificate> certificates = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey) {
          certificates.add(
              of((PrivateKey) store.getKey(alias, password), store.getCertificateChain(alias)));
        }
      }
      if (certificates.isEmpty()) {
        throw new BrokenCertificateException("the key store holds no private key");
      }
      return certificates;
    } catch (IOException | GeneralSecurityException e) {
      throw new BrokenCertificateException(
          "the key store cannot be opened with <tls/keystoreType> and <tls/secret>");
    }
  }

  private static List<String> aliases(X509ExtendedKeyManager keys, String type) {
    String[] aliases = keys.getServerAliases(type, null);
    return aliases == null ? List.of() : List.of(aliases);
  }

  private static ServerCertificate of(PrivateKey key, java.security.cert.Certificate[] chain) {
    return ServerCertificate.of(
        key, Arrays.stream(chain).map(X509Certificate.class::cast).collect(Collectors.toList()));
  }
}
