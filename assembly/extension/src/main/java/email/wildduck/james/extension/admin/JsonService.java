package email.wildduck.james.extension.admin;

import email.wildduck.james.core.error.SmtpException;
import java.io.IOException;
import java.util.Locale;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Route;
import spark.Service;

/** Adds routes that answer with JSON, and with 503 while the database is away. */
final class JsonService {
  static final String BASE = "/wildduck/queue";

  private static final Logger LOGGER = LoggerFactory.getLogger(JsonService.class);

  private final String base;
  private final Service service;
  private final JsonTransformer json;

  /** For the routes of the queue. */
  JsonService(Service service, JsonTransformer json) {
    this(BASE, service, json);
  }

  /** For the routes below that path. */
  JsonService(String base, Service service, JsonTransformer json) {
    this.base = base;
    this.service = service;
    this.json = json;
  }

  /** What answers a request. */
  interface Handler {
    Object answer(QueueRequest request) throws IOException;
  }

  void get(String path, Handler handler) {
    service.get(base + path, guarded(rendering(handler)));
  }

  void post(String path, Handler handler) {
    service.post(base + path, guarded(rendering(handler)));
  }

  void delete(String path, Handler handler) {
    service.delete(base + path, guarded(rendering(handler)));
  }

  /** As {@link #get}, for an answer that is no JSON: a stream, which is closed by the service. */
  void getStream(String path, String contentType, Handler handler) {
    service.get(
        base + path,
        guarded(
            (request, response) -> {
              Object stream = handler.answer(new QueueRequest(request));
              response.type(contentType);
              return stream;
            }));
  }

  private Route rendering(Handler handler) {
    return (request, response) -> json.render(handler.answer(new QueueRequest(request)));
  }

  private static Route guarded(Route route) {
    return (request, response) -> {
      try {
        return route.handle(request, response);
      } catch (SmtpException e) {
        LOGGER.warn(
            "{} {} failed",
            request.requestMethod().toUpperCase(Locale.ROOT),
            request.pathInfo(),
            e);
        throw Refusals.unavailable(e);
      }
    };
  }
}
