package email.wildduck.james.delivery.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real web server with a certificate. */
class WebPolicySourceTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 86400\r\n";
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create(List.of("localhost"));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpsServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.context()));
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private WebPolicySource source(Duration limit) {
    return source(CERTIFICATE, "localhost", limit);
  }

  private WebPolicySource source(SelfSignedCertificate trusted, String host, Duration limit) {
    return new WebPolicySource(
        trusted.trust(),
        limit,
        domain ->
            URI.create(
                "https://" + host + ":" + server.getAddress().getPort() + "/policy/" + domain));
  }

  private void serve(HttpHandler handler) {
    server.createContext("/policy/example.com", handler);
  }

  private static void answer(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static HttpHandler answering(int code, String type, String body) {
    return exchange -> answer(exchange, code, type, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void policyIsFetched() throws StsException {
    serve(answering(200, "text/plain; charset=utf-8", POLICY));

    assertThat(source(LONG).fetch("example.com").allows("mx.example.com")).isTrue();
  }

  @Test
  void certificateThatIsNotTrustedIsRefused() {
    serve(answering(200, "text/plain", POLICY));
    SelfSignedCertificate other = SelfSignedCertificate.create(List.of("localhost"));

    assertThatThrownBy(() -> source(other, "localhost", LONG).fetch("example.com"))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("SSLHandshakeException");
  }

  @Test
  void certificateForAnotherNameIsRefused() throws IOException {
    HttpsServer elsewhere =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SelfSignedCertificate other = SelfSignedCertificate.create(List.of("other.example"));
    elsewhere.setHttpsConfigurator(new HttpsConfigurator(other.context()));
    elsewhere.createContext("/", answering(200, "text/plain", POLICY));
    elsewhere.start();
    try {
      WebPolicySource asking =
          new WebPolicySource(
              other.trust(),
              LONG,
              domain -> URI.create("https://localhost:" + elsewhere.getAddress().getPort() + "/"));

      assertThatThrownBy(() -> asking.fetch("example.com"))
          .isInstanceOf(StsException.class)
          .hasMessageContaining("SSLHandshakeException");
    } finally {
      elsewhere.stop(0);
    }
  }

  @Test
  void redirectionIsNotFollowed() {
    server.createContext("/moved", answering(200, "text/plain", POLICY));
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/moved");
          answer(exchange, 301, "text/plain", new byte[0]);
        });

    assertThatThrownBy(() -> source(LONG).fetch("example.com"))
        .hasMessage("the web server answered 301");
  }

  @Test
  void otherTypesAndCodesAreRefused() {
    serve(answering(200, "text/html", POLICY));

    assertThatThrownBy(() -> source(LONG).fetch("example.com"))
        .hasMessage("the policy is not text/plain");
    assertThatThrownBy(() -> source(LONG).fetch("example.net"))
        .hasMessage("the web server answered 404");
  }

  @Test
  void longBodyIsNotReadToItsEnd() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            // Ends when the client closes the connection.
            while (end.getCount() > 0) {
              out.write(new byte[8192]);
            }
          }
        });

    assertThatThrownBy(() -> source(LONG).fetch("example.com"))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void slowBodyIsNotWaitedFor() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("version".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(end);
        });

    assertThatThrownBy(() -> source(Duration.ofSeconds(1)).fetch("example.com"))
        .hasMessageContaining("in time");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void domainThatIsNoNameIsRefused() {
    WebPolicySource web = WebPolicySource.of(CERTIFICATE.trust(), LONG);

    assertThatThrownBy(() -> web.fetch("exa mple.com")).isInstanceOf(StsException.class);
  }
}
