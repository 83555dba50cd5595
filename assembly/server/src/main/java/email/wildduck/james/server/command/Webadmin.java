package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the server's webadmin, below one path. */
final class Webadmin {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final URI address;
  private final String base;
  private final Optional<String> token;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

  /**
   * @param base the path, such as {@code /wildduck/queue}
   */
  Webadmin(URI address, String base, Optional<String> token) {
    this.address = address;
    this.base = base;
    this.token = token;
  }

  /** What the server says to a question. */
  JsonNode get(String path, Map<String, String> parameters) {
    return read(send("GET", path, parameters, Map.of()).body());
  }

  /** The same as text. */
  byte[] getBytes(String path, Map<String, String> parameters) {
    return send("GET", path, parameters, Map.of()).body();
  }

  /**
   * What the server says to an order.
   *
   * @param body fields of the JSON object that is sent
   */
  JsonNode order(String method, String path, Map<String, String> parameters, Map<String, ?> body) {
    return read(send(method, path, parameters, body).body());
  }

  /** A part of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<byte[]> send(
      String method, String path, Map<String, String> parameters, Map<String, ?> body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(path, parameters))
              .timeout(LIMIT)
              .header("X-Operator", System.getProperty("user.name", ""))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
      token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw refusal(response);
      }
      return response;
    } catch (IOException e) {
      throw new CommandFailure(
          CommandFailure.NO_SERVER,
          "no server answers at " + address + " (" + reason(e) + "); does it run?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(CommandFailure.REFUSED, "interrupted");
    }
  }

  private URI uri(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + segment(entry.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(address + base + path + (query.isEmpty() ? "" : "?" + query));
  }

  private JsonNode read(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new CommandFailure(
          CommandFailure.REFUSED, "what answers at " + address + " is no webadmin of a server");
    }
  }

  private CommandFailure refusal(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401) {
      return new CommandFailure(
          CommandFailure.REFUSED,
          "webadmin asks for a good token: give it with --token or in "
              + QueueCommand.TOKEN_VARIABLE);
    }
    String message = message(response.body());
    if (status == 404 && message.endsWith("can not be found")) {
      message =
          "the server does not have " + base + ": see extensions.routes in webadmin.properties";
    }
    return new CommandFailure(
        status == 503 ? CommandFailure.NO_DATABASE : CommandFailure.REFUSED,
        message.isEmpty() ? "the server answered " + status : message);
  }

  private String message(byte[] body) {
    try {
      return json.readTree(body).path("message").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }
}
