package email.wildduck.james.endtoend.wildduck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP, with the access token. Thread-safe. */
final class HttpApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String JSON = "application/json";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ObjectMapper mapper = new ObjectMapper();
  private final int port;
  private final String accessToken;

  HttpApi(int port, String accessToken) {
    this.port = port;
    this.accessToken = accessToken;
  }

  JsonNode get(String path) {
    return json("GET", path, JSON, BodyPublishers.noBody());
  }

  JsonNode delete(String path) {
    return json("DELETE", path, JSON, BodyPublishers.noBody());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return json("POST", path, JSON, publisher(body));
  }

  JsonNode put(String path, Map<String, ?> body) {
    return json("PUT", path, JSON, publisher(body));
  }

  /** Posts bytes as they are. */
  JsonNode post(String path, String contentType, byte[] body) {
    return json("POST", path, contentType, BodyPublishers.ofByteArray(body));
  }

  /** What is there, as it is. */
  byte[] bytes(String path) {
    HttpResponse<byte[]> response = send("GET", path, JSON, BodyPublishers.noBody());
    if (response.statusCode() != 200) {
      throw new ApiRefusal("GET " + path, response.statusCode(), tree(response.body()));
    }
    return response.body();
  }

  private JsonNode json(String method, String path, String contentType, BodyPublisher body) {
    HttpResponse<byte[]> response = send(method, path, contentType, body);
    JsonNode answer = tree(response.body());
    // Some refusals come with status 200.
    if (response.statusCode() != 200 || !answer.path("success").asBoolean()) {
      throw new ApiRefusal(method + " " + path, response.statusCode(), answer);
    }
    return answer;
  }

  private HttpResponse<byte[]> send(
      String method, String path, String contentType, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(TIMEOUT)
            .header("X-Access-Token", accessToken)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private BodyPublisher publisher(Map<String, ?> body) {
    return BodyPublishers.ofByteArray(mapper.valueToTree(body).toString().getBytes(UTF_8));
  }

  private JsonNode tree(byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + new String(body, UTF_8), e);
    }
  }
}
