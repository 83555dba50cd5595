package email.wildduck.james.mailets.remote;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;

/**
 * RemoteDelivery's configuration with values for the parameters that it does not give, and with a
 * context that takes Mails back from delivery.
 */
final class DefaultParameters implements MailetConfig {
  private final MailetConfig given;
  private final Map<String, String> defaults;

  DefaultParameters(MailetConfig given, Map<String, String> defaults) {
    this.given = given;
    this.defaults = Map.copyOf(defaults);
  }

  @Override
  public String getInitParameter(String name) {
    return Optional.ofNullable(given.getInitParameter(name)).orElse(defaults.get(name));
  }

  @Override
  public Iterator<String> getInitParameterNames() {
    Set<String> names = new TreeSet<>(defaults.keySet());
    given.getInitParameterNames().forEachRemaining(names::add);
    return names.iterator();
  }

  @Override
  public MailetContext getMailetContext() {
    return DeliveryContext.around(given.getMailetContext());
  }

  @Override
  public String getMailetName() {
    return given.getMailetName();
  }
}
