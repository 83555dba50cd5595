package email.wildduck.james.delivery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Permit;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
  private static final String OPEN = "<blockLocalAddresses>false</blockLocalAddresses>";
  private static final String MESSAGE =
      "From: =?UTF-8?Q?P=C3=A4ev?= <alice@example.com>\r\n"
          + "To: bob@example.net, \"Carol, C.\" <carol@example.net>\r\n"
          + "Subject: =?UTF-8?Q?Tere_p=C3=A4evast?=\r\n"
          + "Message-ID: <1@example.com>\r\n"
          + "\r\n"
          + "Gr\u00fc\u00dfe\r\n";

  private final List<Map<String, String>> posted = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final TestDns dns = new TestDns().host("hook.example", "127.0.0.1");
  private final List<HttpTransport> transports = new ArrayList<>();
  private HttpServer server;

  @AfterEach
  void stop() {
    end.countDown();
    transports.forEach(HttpTransport::close);
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void messageIsPostedInTheFormOfZoneMta() throws Exception {
    answer(200, "thanks");

    RecipientOutcome outcome = post(OPEN, url("/in?x=1"), MESSAGE);

    assertThat(outcome.isAccepted()).isTrue();
    assertThat(outcome.response()).isEqualTo("200 Message uploaded. Received 6 B response");
    assertThat(outcome.peer().orElseThrow().httpStatus()).hasValue(200);
    assertThat(outcome.peer().orElseThrow().toString()).isEqualTo("hook.example[127.0.0.1]");
    Map<String, String> form = posted.get(0);
    assertThat(form.keySet())
        .containsExactly(
            "id",
            "from",
            "to",
            "headers[from]",
            "headers[to]",
            "headers[message_id]",
            "headers[subject]",
            "mail_to_http[from]",
            "mail_to_http[rcpt]",
            "mail_to_http[real_length]",
            "mail_to_http[body]",
            "message; filename=1a2b.eml");
    assertThat(form)
        .containsEntry("id", "1a2b.001")
        .containsEntry("from", "alice@example.com")
        .containsEntry("to", "bob@example.net")
        .containsEntry("mail_to_http[rcpt]", "bob@example.net")
        .containsEntry("mail_to_http[real_length]", String.valueOf(MESSAGE.length()))
        .containsEntry("mail_to_http[body]", MESSAGE)
        .containsEntry("message; filename=1a2b.eml", MESSAGE)
        .containsEntry("headers[message_id]", "\"<1@example.com>\"");
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(utf8(form.get("headers[from]"))))
        .isEqualTo(json.readTree("{\"address\":\"alice@example.com\",\"name\":\"P\u00e4ev\"}"));
    assertThat(json.readTree(utf8(form.get("headers[to]"))))
        .isEqualTo(
            json.readTree(
                "[{\"address\":\"bob@example.net\",\"name\":\"\"},"
                    + "{\"address\":\"carol@example.net\",\"name\":\"Carol, C.\"}]"));
    assertThat(json.readTree(utf8(form.get("headers[subject]"))).asText())
        .isEqualTo("Tere p\u00e4evast");
    assertThat(headers.get(0).get("User-agent")).containsExactly("zone-mta");
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, true", "299, true", "301, false", "307, false", "500, false"})
  void successIsADeliveryAndAllElseButARefusalMayPass(int status, boolean accepted)
      throws Exception {
    answer(status, "");

    RecipientOutcome outcome = post(OPEN, url("/"), MESSAGE);

    assertThat(outcome.isAccepted()).isEqualTo(accepted);
    assertThat(outcome.peer().orElseThrow().httpStatus()).hasValue(status);
    assertThat(outcome.failure().map(Failure::isTemporary).orElse(!accepted)).isEqualTo(!accepted);
    // redirects are not followed
    assertThat(posted).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 499})
  void refusalIsForGood(int status) throws Exception {
    answer(status, "no");

    Failure failure = post(OPEN, url("/"), MESSAGE).failure().orElseThrow();

    assertThat(failure.cause()).isEqualTo(FailureCause.HTTP);
    assertThat(failure.isTemporary()).isFalse();
    assertThat(failure.response()).isEqualTo(status + " Upload failed. Received 2 B response");
  }

  @Test
  void largeMessageIsWholeInTheFileAndCutInTheField() throws Exception {
    String large = MESSAGE + "0123456789abcdef".repeat(100_000);
    answer(200, "");

    post(OPEN, url("/"), large);

    assertThat(posted.get(0).get("mail_to_http[body]"))
        .hasSize(500 * 1024)
        .isEqualTo(large.substring(0, 500 * 1024));
    assertThat(posted.get(0)).containsEntry("message; filename=1a2b.eml", large);
    assertThat(posted.get(0))
        .containsEntry("mail_to_http[real_length]", String.valueOf(large.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hook.example",
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "two.example",
        "0.0.0.0"
      })
  void theOwnNetworkIsNotReached(String host) throws Exception {
    dns.host("two.example", "10.1.2.3", "fd00::1");
    answer(200, "");

    Failure failure =
        post("", "http://" + host + ":" + server.getAddress().getPort() + "/", MESSAGE)
            .failure()
            .orElseThrow();

    assertThat(failure.response()).isEqualTo("550 5.7.1 The host has no public address");
    assertThat(posted).isEmpty();
  }

  @Test
  void allowedHostsAreReachedAllTheSame() throws Exception {
    answer(200, "");

    assertThat(
            post("<allowedHosts>other.example, hook.example</allowedHosts>", url("/"), MESSAGE)
                .isAccepted())
        .isTrue();
  }

  @Test
  void certificateIsVerified() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create(List.of("hook.example"));
    answerOverTls(certificate);
    String url = "https://hook.example:" + server.getAddress().getPort() + "/";

    Failure failure = post(OPEN, url, MESSAGE).failure().orElseThrow();
    assertThat(failure.isTemporary()).isTrue();
    assertThat(posted).isEmpty();

    RecipientOutcome trusted = post(OPEN, url, MESSAGE, certificate.trust());
    assertThat(trusted.isAccepted()).isTrue();
    assertThat(trusted.peer().orElseThrow().tls()).isPresent();

    dns.host("other.example", "127.0.0.1");
    RecipientOutcome other = post(OPEN, url.replace("hook", "other"), MESSAGE, certificate.trust());
    assertThat(other.isAccepted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hook", "ftp://hook.example/", "http://", "file:///etc/passwd", "a b"})
  void whatIsNoAddressIsRefusedForGood(String url) throws Exception {
    Failure failure = post(OPEN, url, MESSAGE).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo(550);
    assertThat(failure.enhancedStatus()).isEqualTo("5.3.5");
  }

  @Test
  void unknownHostMayPass() throws Exception {
    assertThat(post(OPEN, "http://none.example/", MESSAGE).failure().orElseThrow().isTemporary())
        .isTrue();
    dns.broken("A broken.example").broken("AAAA broken.example");
    assertThat(post(OPEN, "http://broken.example/", MESSAGE).failure().orElseThrow().isTemporary())
        .isTrue();
  }

  @Test
  void credentialsAreSentAndNotTold() throws Exception {
    answer(200, "");
    String url = url("/in?token=secret").replace("//", "//user:p%40ss@");

    post(OPEN, url, MESSAGE);

    assertThat(headers.get(0).get("Authorization"))
        .containsExactly(
            "Basic " + Base64.getEncoder().encodeToString("user:p@ss".getBytes(UTF_8)));
    assertThat(Target.http(url).toString())
        .isEqualTo("http://hook.example:" + server.getAddress().getPort() + "/in");
  }

  @Test
  void serverThatDoesNotAnswerIsLeftAfterTheTimeLimit() throws Exception {
    start(HttpServer.create());
    server.createContext(
        "/",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });

    Failure failure =
        post(OPEN + "<timeout>1s</timeout>", url("/"), MESSAGE).failure().orElseThrow();

    assertThat(failure.cause()).isEqualTo(FailureCause.NETWORK);
    assertThat(failure.isTemporary()).isTrue();
  }

  private RecipientOutcome post(String settings, String url, String message) throws Exception {
    return post(settings, url, message, SSLContext.getDefault());
  }

  @Test
  void withoutAPermitTheRequestStaysIncomplete() throws Exception {
    answer(200, "");

    RecipientOutcome outcome = post(OPEN, url("/"), MESSAGE, SSLContext.getDefault(), () -> false);

    assertThat(outcome.failure().orElseThrow().isTemporary()).isTrue();
    assertThat(posted).isEmpty();
  }

  private RecipientOutcome post(String settings, String url, String message, SSLContext tls) {
    return post(settings, url, message, tls, Permit.ALWAYS);
  }

  private RecipientOutcome post(
      String settings, String url, String message, SSLContext tls, Permit permit) {
    HttpTransport transport =
        new HttpTransport(
            TestConfiguration.of("<http>" + settings + "</http>").http(), dns, tls, new Random(1));
    transports.add(transport);
    return Sending.only(
        transport.deliver(
            Sending.request(Target.http(url), message)
                .recipient(Recipient.of("bob@example.net"))
                .permit(permit)
                .build()));
  }

  private String url(String path) {
    return "http://hook.example:" + server.getAddress().getPort() + path;
  }

  private void answer(int status, String body) throws IOException {
    start(HttpServer.create());
    respond(status, body);
  }

  private void answerOverTls(SelfSignedCertificate certificate) throws IOException {
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    start(https);
    respond(200, "");
  }

  private void start(HttpServer created) throws IOException {
    server = created;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  private void respond(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          headers.add(Map.copyOf(exchange.getRequestHeaders()));
          posted.add(
              form(
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestBody().readAllBytes()));
          exchange.getResponseHeaders().set("Location", url("/elsewhere"));
          exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
          if (!body.isEmpty()) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          }
          exchange.close();
        });
  }

  private static Map<String, String> form(String type, byte[] body) {
    String delimiter = "--" + type.replaceFirst(".*boundary=", "");
    String text = new String(body, ISO_8859_1);
    assertThat(text).startsWith(delimiter + "\r\n").endsWith("\r\n" + delimiter + "--\r\n");
    Map<String, String> form = new LinkedHashMap<>();
    String[] parts = text.split(Pattern.quote(delimiter));
    for (int i = 1; i < parts.length - 1; i++) {
      int blank = parts[i].indexOf("\r\n\r\n");
      Matcher head =
          Pattern.compile("name=\"([^\"]*)\"(; filename=)?\"?([^\"\r]*)")
              .matcher(parts[i].substring(0, blank));
      assertThat(head.find()).isTrue();
      form.put(
          head.group(1) + (head.group(2) == null ? "" : head.group(2) + head.group(3)),
          parts[i].substring(blank + 4, parts[i].length() - 2));
    }
    return form;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
