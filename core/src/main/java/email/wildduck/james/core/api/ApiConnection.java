package email.wildduck.james.core.api;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.bson.Document;

/** Sends requests to the API and gives back what it answered. Thread-safe. */
final class ApiConnection {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private final URI base;
  private final Optional<String> accessToken;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param base without a slash at the end
   * @param timeout for one request with its answer
   */
  ApiConnection(URI base, Optional<String> accessToken, Duration timeout) {
    this.base = base;
    this.accessToken = accessToken;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
            .build();
  }

  /**
   * @throws ApiException when it does not succeed
   */
  Document get(String path, Map<String, String> query) {
    return send(request(path, query).GET().build());
  }

  /**
   * @throws ApiException when it does not succeed
   */
  Document post(String path, Map<String, String> query, String contentType, ByteSource body) {
    return send(
        request(path, query)
            .header("Content-Type", contentType)
            .POST(RequestBody.of(body))
            .build());
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + '=' + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path + '?' + parameters))
            .timeout(timeout)
            .header("Accept", "application/json");
    accessToken.ifPresent(token -> builder.header("X-Access-Token", token));
    return builder;
  }

  private Document send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      // The client's own limit ends when the answer begins.
      HttpResponse<String> response =
          answer.get(timeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
      return ApiAnswers.successful(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw unanswered(Optional.ofNullable(e.getCause()).orElse(e));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ApiException(ApiFailure.NO_ANSWER, "no answer of " + base + " in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ApiException(ApiFailure.NO_ANSWER, "interrupted while waiting for " + base, e);
    }
  }

  private ApiException unanswered(Throwable cause) {
    boolean neverSent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    String reason =
        Optional.ofNullable(cause.getMessage()).orElseGet(() -> cause.getClass().getSimpleName());
    return new ApiException(
        neverSent ? ApiFailure.UNAVAILABLE : ApiFailure.NO_ANSWER,
        base + " did not answer: " + reason,
        cause instanceof IOException ? cause : new IOException(cause));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
