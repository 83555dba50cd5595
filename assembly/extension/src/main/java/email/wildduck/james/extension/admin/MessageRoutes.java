package email.wildduck.james.extension.admin;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.extension.admin.json.MessageJson;
import email.wildduck.james.extension.admin.json.PageJson;
import email.wildduck.james.queue.admin.BrowseQuery;
import email.wildduck.james.queue.admin.QueueBrowser;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import javax.inject.Inject;
import org.apache.james.webadmin.Constants;
import spark.HaltException;

/**
 * What is in the queue:
 *
 * <pre>{@code
 * GET /messages?zone=&sender=&recipient=&domain=&user=&state=&limit=&next=
 * GET /messages/{id}
 * GET /messages/{id}/source[?body=true]
 * }</pre>
 *
 * The source is the header as it was queued; the body is shown only where the configuration allows
 * it.
 */
final class MessageRoutes {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  private final QueueBrowser browser;
  private final QueueStore store;
  private final boolean showingBodies;

  /** With what finds and reads messages. */
  @Inject
  MessageRoutes(QueueBrowser browser, QueueStore store, WildDuckConfiguration configuration) {
    this(browser, store, configuration.queue().isShowingBodies());
  }

  MessageRoutes(QueueBrowser browser, QueueStore store, boolean showingBodies) {
    this.browser = browser;
    this.store = store;
    this.showingBodies = showingBodies;
  }

  void define(JsonService service) {
    service.get("/messages", this::list);
    service.get("/messages/:id", this::message);
    service.getStream("/messages/:id/source", Constants.RFC822_CONTENT_TYPE, this::source);
  }

  /** 404 for a message or delivery. */
  static HaltException notQueued(String id) {
    return Refusals.notFound(
        id
            + " is not in the queue: it was delivered, bounced, cancelled or removed, or never there;"
            + " the log has it under its queue id");
  }

  private PageJson list(QueueRequest request) {
    BrowseQuery filter = request.knowingFilterAnd("limit", "next").filter();
    int most = request.number("limit", USUAL, MOST);
    return new PageJson(
        request
            .next()
            .map(next -> browser.browse(filter, most, next))
            .orElseGet(() -> browser.browse(filter, most)));
  }

  private MessageJson message(QueueRequest request) {
    QueueId id = request.knowing().id();
    return new MessageJson(browser.find(id).orElseThrow(() -> notQueued(id.asString())));
  }

  private InputStream source(QueueRequest request) throws IOException {
    QueueId id = request.knowing("body").id();
    boolean withBody = request.flag("body");
    if (withBody && !showingBodies) {
      throw Refusals.forbidden(
          "bodies of messages are not shown; queue/showBodies in wildduck.xml allows it");
    }
    try {
      StoredMessage message = store.load(id);
      ByteSource body = withBody ? message.body() : ByteSource.of(new byte[0]);
      return message.withBody(body).open();
    } catch (BrokenEntryException e) {
      throw Refusals.notFound(e.getMessage());
    }
  }
}
