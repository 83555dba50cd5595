package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.route.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The routes of a Mail's recipients: the attribute {@code wildduck.routes}, from the mailet that
 * chooses to the one that queues. No queue of James keeps it: they are chosen anew each time.
 */
public final class Routes {
  private static final AttributeName ROUTES = AttributeName.of("wildduck.routes");

  private Routes() {}

  /** The route of a recipient; empty when none was chosen. */
  public static Optional<Route> of(Mail mail, MailAddress recipient) {
    return Optional.ofNullable(all(mail).get(recipient))
        .filter(Route.class::isInstance)
        .map(Route.class::cast);
  }

  /** Chooses the routes of some recipients; those of others stay. */
  public static void choose(Mail mail, Map<MailAddress, Route> chosen) {
    Map<Object, Object> routes = new HashMap<>(all(mail));
    routes.putAll(chosen);
    mail.setAttribute(new Attribute(ROUTES, AttributeValue.ofUnserializable(Map.copyOf(routes))));
  }

  private static Map<?, ?> all(Mail mail) {
    return mail.getAttribute(ROUTES)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(Map.class::isInstance)
        .map(value -> (Map<?, ?>) value)
        .orElse(Map.of());
  }
}
