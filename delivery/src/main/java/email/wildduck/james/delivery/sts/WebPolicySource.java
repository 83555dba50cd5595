package email.wildduck.james.delivery.sts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Fetches policies from {@code https://mta-sts.<domain>/.well-known/mta-sts.txt} (RFC 8461 §3.3):
 * with a certificate that is valid for that name, without following redirections, 64 KiB at most.
 * Thread-safe.
 */
public final class WebPolicySource implements PolicySource {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final HttpClient client;
  private final Duration limit;
  private final Function<String, URI> addresses;
  private final StsPolicyParser parser = new StsPolicyParser();

  WebPolicySource(SSLContext tls, Duration limit, Function<String, URI> addresses) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .sslContext(tls)
            .build();
    this.limit = limit;
    this.addresses = addresses;
  }

  /**
   * @param tls says which certificates are valid
   * @param limit the longest that fetching a policy may take
   */
  public static WebPolicySource of(SSLContext tls, Duration limit) {
    return new WebPolicySource(
        tls, limit, domain -> URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt"));
  }

  @Override
  public StsPolicy fetch(String domain) throws StsException {
    HttpResponse<byte[]> response = get(address(domain));
    if (response.statusCode() != OK) {
      throw new StsException("the web server answered " + response.statusCode());
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).matches("text/plain[ \t]*(;.*)?")) {
      throw new StsException("the policy is not text/plain");
    }
    return parser.parse(new String(response.body(), StandardCharsets.UTF_8));
  }

  private URI address(String domain) throws StsException {
    try {
      return addresses.apply(domain);
    } catch (IllegalArgumentException e) {
      throw new StsException("the domain cannot stand in a web address", e);
    }
  }

  private HttpResponse<byte[]> get(URI address) throws StsException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).build();
    LimitedBody body = new LimitedBody(MOST_BYTES);
    CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(request, head -> body);
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StsException("the web server did not answer in time", e);
    } catch (ExecutionException e) {
      throw new StsException(reason(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StsException("interrupted", e);
    } finally {
      response.cancel(true);
      body.stop();
    }
  }

  private static String reason(Throwable failure) {
    return (failure.getClass().getSimpleName() + " " + failure.getMessage())
        .replaceAll("[^ -~]", "?");
  }
}
