package email.wildduck.james.extension.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.dropwizard.DropwizardExports;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import javax.inject.Inject;
import org.apache.james.webadmin.PublicRoutes;
import spark.Service;

/**
 * {@code GET /metrics}: the metrics of James under the names that its own {@code MetricsRoutes}
 * gives them, and behind them those of the product, which have labels. In the place of James' class
 * in {@code webadmin.properties}:
 *
 * <pre>{@code
 * extensions.routes=email.wildduck.james.extension.metrics.PrometheusRoutes
 * }</pre>
 */
public final class PrometheusRoutes implements PublicRoutes {
  private static final String PATH = "/metrics";

  private final DropwizardExports james;
  private final PrometheusRegistry product;

  /** Both registries of the process. */
  @Inject
  public PrometheusRoutes(MetricRegistry james, PrometheusRegistry product) {
    this.james = new DropwizardExports(james);
    this.product = product;
  }

  @Override
  public String getBasePath() {
    return PATH;
  }

  @Override
  public void define(Service service) {
    service.get(
        PATH,
        (request, response) -> {
          response.type(TextFormat.CONTENT_TYPE_004);
          return text();
        });
  }

  private byte[] text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Writer writer = new OutputStreamWriter(text, StandardCharsets.UTF_8);
    TextFormat.write004(writer, Collections.enumeration(james.collect()));
    writer.flush();
    PrometheusTextFormatWriter.create().write(text, product.scrape());
    return text.toByteArray();
  }
}
