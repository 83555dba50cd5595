package email.wildduck.james.smtp.port;

import email.wildduck.james.core.config.ConfigurationException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Reads the elements of one {@code <smtpserver>}; a wrong one is told to the administrator. */
final class PortElements {
  private final HierarchicalConfiguration<ImmutableNode> port;
  private final String name;

  PortElements(HierarchicalConfiguration<ImmutableNode> port, String name) {
    this.port = port;
    this.name = name;
  }

  /** A whole number from {@code lowest} on. */
  int number(String element, int defaultValue, int lowest) {
    String text = text(element, String.valueOf(defaultValue));
    int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (value < lowest) {
      throw wrong(element, text, "it must be a whole number of at least " + lowest);
    }
    return value;
  }

  /** What a reader makes of the text; an IllegalArgumentException has the wrong part of it. */
  <T> T value(String element, String defaultValue, Function<String, T> reader, String right) {
    try {
      return reader.apply(text(element, defaultValue));
    } catch (IllegalArgumentException e) {
      throw wrong(element, e.getMessage(), right);
    }
  }

  /** What a reader makes of all elements of that name. */
  <T> T values(String element, Function<List<String>, T> reader, String right) {
    List<String> texts =
        port.getList(String.class, element.replace('/', '.'), List.of()).stream()
            .filter(Objects::nonNull)
            .map(String::trim)
            .collect(Collectors.toList());
    try {
      return reader.apply(texts);
    } catch (IllegalArgumentException e) {
      throw wrong(element, e.getMessage(), right);
    }
  }

  boolean isTrue(String element) {
    return text(element, "false").equals("true");
  }

  boolean has(String element) {
    return !port.configurationsAt(element).isEmpty();
  }

  /** Refuses an element with others in it than these. */
  void onlyKnown(String element, Set<String> known) {
    for (HierarchicalConfiguration<ImmutableNode> each : port.configurationsAt(element)) {
      Iterator<String> keys = each.getKeys();
      while (keys.hasNext()) {
        String key = keys.next();
        if (!known.contains(key)) {
          throw new ConfigurationException(
              where(element + "/" + key)
                  + " is unknown; known here: "
                  + String.join(", ", new TreeSet<>(known)));
        }
      }
    }
  }

  ConfigurationException wrong(String element, String value, String right) {
    return new ConfigurationException(where(element) + " is \"" + value + "\": " + right);
  }

  private String text(String element, String defaultValue) {
    return port.getString(element.replace('/', '.'), defaultValue).trim();
  }

  private String where(String element) {
    return "smtpserver.xml, port " + name + ": <" + element + ">";
  }
}
