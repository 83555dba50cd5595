package email.wildduck.james.delivery;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryRequestBuilder;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.connect.TimeLimits;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.send.SmtpTransport;
import email.wildduck.james.delivery.send.TransportSettings;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.TrustManagerFactory;

/** A transport and requests for it, as most tests want them. */
public final class Sending {
  /** Long enough for any machine, short enough for a test that fails. */
  public static final TransportSettings SETTINGS =
      TransportSettings.of("client.example").withTimeLimits(TimeLimits.of(Duration.ofSeconds(20)));

  public static final String MESSAGE = "Subject: x\r\n\r\nHello\r\n";

  private Sending() {}

  public static SmtpTransport transport() {
    return transport(SETTINGS);
  }

  public static SmtpTransport transport(TransportSettings settings) {
    return transport(settings, new TestDns());
  }

  public static SmtpTransport transport(TransportSettings settings, TestDns dns) {
    return transport(settings, dns, SiteSecurity.NONE);
  }

  public static SmtpTransport transport(
      TransportSettings settings, TestDns dns, SiteSecurity security) {
    return new SmtpTransport(settings, dns, security, TlsTrust.ofSystem(), new Random(1));
  }

  /** One that trusts this certificate only. */
  public static SmtpTransport trusting(X509Certificate certificate) {
    return trusting(certificate, new TestDns(), SiteSecurity.NONE);
  }

  /** The same, with policies. */
  public static SmtpTransport trusting(
      X509Certificate certificate, TestDns dns, SiteSecurity security) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setCertificateEntry("peer", certificate);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new SmtpTransport(SETTINGS, dns, security, TlsTrust.of(factory), new Random(1));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The host peer.example on 127.0.0.1. */
  public static Target to(int port) {
    return Target.hosts(
            List.of(TargetHost.of(0, "peer.example", List.of(TestDns.address("127.0.0.1")))))
        .onPort(port);
  }

  public static DeliveryRequestBuilder request(Target target) {
    return request(target, MESSAGE);
  }

  public static DeliveryRequestBuilder request(Target target, String message) {
    return DeliveryRequest.builder("1a2b.001", message(message), target)
        .sender("alice@example.com");
  }

  /** From alice@example.com to bob@example.net. */
  public static DeliveryRequest simple(Target target) {
    return request(target).recipient(Recipient.of("bob@example.net")).build();
  }

  /** One byte for each character. */
  public static RawMessage message(String latin1) {
    try {
      return RawMessage.parse(ByteSource.of(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outcome of the only recipient. */
  public static RecipientOutcome only(DeliveryResult result) {
    if (result.outcomes().size() != 1) {
      throw new AssertionError("not one outcome: " + result);
    }
    return result.outcomes().get(0);
  }

  /** The failure of the only recipient. */
  public static Failure failure(DeliveryResult result) {
    return only(result).failure().orElseThrow(() -> new AssertionError("accepted: " + result));
  }
}
