package email.wildduck.james.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebadminTest {
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void databaseThatIsAwayHasAnExitCodeOfItsOwn() {
    CommandFailure failure = failure(503, "{\"message\":\"it does not answer\"}");

    assertThat(failure.exitCode()).isEqualTo(4);
    assertThat(failure).hasMessage("it does not answer");
  }

  @Test
  void missingTokenIsNamed() {
    CommandFailure failure = failure(401, "No Bearer header.");

    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure).hasMessageContaining("JAMES_WILDDUCK_TOKEN");
  }

  @Test
  void missingRoutesAreNamed() {
    String body = "{\"message\":\"GET /wildduck/queue/zones can not be found\"}";

    assertThat(failure(404, body)).hasMessageContaining("extensions.routes");
  }

  @Test
  void answerOfSomethingElseIsNamed() {
    assertThat(failure(200, "<html>")).hasMessageContaining("is no webadmin of a server");
    assertThat(failure(500, "<html>")).hasMessage("the server answered 500");
  }

  @Test
  void tokenAndParametersAreSent() {
    answer(200, "{}");

    webadmin().get("/messages", Map.of("sender", "a+b c@example.com"));

    assertThat(requests)
        .containsExactly("/wildduck/queue/messages?sender=a%2Bb%20c%40example.com Bearer t");
  }

  private CommandFailure failure(int status, String body) {
    answer(status, body);
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> webadmin().get("/zones", Map.of()));
    server.removeContext("/");
    return failure;
  }

  private Webadmin webadmin() {
    return new Webadmin(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        "/wildduck/queue",
        Optional.of("t"));
  }

  private void answer(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }
}
