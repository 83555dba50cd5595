package email.wildduck.james.delivery.http;

import email.wildduck.james.core.config.HttpConfiguration;
import email.wildduck.james.delivery.attempt.Permit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * Posts forms, each over a connection of its own. Redirects, cookies, proxies, repetitions and
 * compressed answers are switched off. Thread-safe.
 */
final class FormPoster implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 1000;
  private static final long MAX_ANSWER = 1024 * 1024;

  private final HttpConfiguration configuration;
  private final Random random;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "http-time-limit");
            thread.setDaemon(true);
            return thread;
          });

  FormPoster(
      HttpConfiguration configuration, CheckedAddresses addresses, SSLContext tls, Random random) {
    this.configuration = configuration;
    this.random = random;
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register(
                    "http", new ObservedSockets(PlainConnectionSocketFactory.getSocketFactory()))
                .register("https", new ObservedSockets(new SSLConnectionSocketFactory(tls)))
                .build(),
            addresses);
    connections.setMaxTotal(MAX_CONNECTIONS);
    connections.setDefaultMaxPerRoute(MAX_CONNECTIONS);
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
            .setUserAgent(configuration.userAgent())
            .setDefaultRequestConfig(limits())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableContentCompression()
            .build();
  }

  private RequestConfig limits() {
    int connect = (int) configuration.connectTimeout().toMillis();
    return RequestConfig.custom()
        .setConnectionRequestTimeout(connect)
        .setConnectTimeout(connect)
        .setSocketTimeout((int) configuration.timeout().toMillis())
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .build();
  }

  /**
   * Posts and waits for the answer.
   *
   * @param permit asked before the request is complete
   * @throws CheckedAddresses.BlockedHostException when it may not be connected to
   * @throws IOException when there is no answer in time
   */
  PostAnswer post(HttpTarget target, List<FormPart> parts, Permit permit) throws IOException {
    HttpPost request = new HttpPost(target.uri());
    request.setEntity(new FormBody(parts, boundary(), permit));
    target.authorization().ifPresent(value -> request.setHeader("Authorization", value));
    HttpClientContext context = HttpClientContext.create();
    Future<?> limit =
        timer.schedule(request::abort, configuration.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try (CloseableHttpResponse response = client.execute(request, context)) {
      return new PostAnswer(
          response.getStatusLine().getStatusCode(),
          sizeOf(response.getEntity()),
          ObservedSockets.peerOf(context));
    } finally {
      limit.cancel(false);
    }
  }

  /** What is longer than that is not waited for: the status is known. */
  private static long sizeOf(HttpEntity answer) throws IOException {
    if (answer == null) {
      return 0;
    }
    long size = 0;
    byte[] buffer = new byte[8192];
    InputStream in = answer.getContent();
    int read = in.read(buffer);
    while (read >= 0 && size < MAX_ANSWER) {
      size += read;
      read = in.read(buffer);
    }
    return size;
  }

  private String boundary() {
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
