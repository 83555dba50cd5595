package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes typed values out of an element. */
final class ConfigReader {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(b|kb|mb|gb)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h|d)");

  private final String file;
  private final ConfigElement element;
  private final Variables variables;

  ConfigReader(String file, ConfigElement element, Variables variables) {
    this.file = file;
    this.element = element;
    this.variables = variables;
  }

  /**
   * Names every element that may be in this one, before any is read: a misspelt element is reported
   * as that, and not as another that is missing.
   */
  ConfigReader knowing(String... names) {
    List<String> known = List.of(names);
    for (ConfigElement child : element.children()) {
      if (!known.contains(child.name())) {
        throw new ConfigurationException(
            place(child) + " is unknown; known here: " + String.join(", ", known));
      }
    }
    if (!element.children().isEmpty() && !element.text().isEmpty()) {
      throw new ConfigurationException(place(element) + " has text beside its elements");
    }
    return this;
  }

  /** The element of that name, or an empty one when it is not there. */
  ConfigReader child(String name) {
    return new ConfigReader(
        file,
        find(name).orElseGet(() -> new ConfigElement(pathOf(name), name, element.line())),
        variables);
  }

  /** All elements of that name, in the order of the file. */
  List<ConfigReader> all(String name) {
    return element.children().stream()
        .filter(child -> child.name().equals(name))
        .map(child -> new ConfigReader(file, child, variables))
        .collect(Collectors.toList());
  }

  /** The text of the element of that name; an element without text counts as not there. */
  Optional<String> text(String name) {
    return find(name)
        .map(found -> variables.resolve(found.text(), place(found)))
        .filter(text -> !text.isEmpty());
  }

  /**
   * @param parse throws {@link IllegalArgumentException} with what would be right
   */
  <T> Optional<T> value(String name, Function<String, T> parse) {
    return text(name)
        .map(
            text -> {
              try {
                return parse.apply(text);
              } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                    place(find(name).orElseThrow())
                        + " is \""
                        + Secrets.hidden(text)
                        + "\": "
                        + e.getMessage(),
                    e);
              }
            });
  }

  /** A text that no message may show. */
  Optional<String> secret(String name, Predicate<String> isValid, String whatIsRight) {
    Optional<String> text = text(name);
    if (text.isPresent() && !isValid.test(text.get())) {
      throw new ConfigurationException(
          place(find(name).orElseThrow()) + " cannot be used: " + whatIsRight);
    }
    return text;
  }

  boolean flag(String name, boolean defaultValue) {
    return value(
            name,
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("it must be true or false");
              }
              return text.equals("true");
            })
        .orElse(defaultValue);
  }

  Duration duration(String name, Duration defaultValue) {
    return value(name, ConfigReader::parseDuration).orElse(defaultValue);
  }

  /** A number of bytes. */
  Optional<Long> size(String name) {
    return value(name, ConfigReader::parseSize);
  }

  /** A whole number from the lowest to the highest, both included. */
  Optional<Long> number(String name, long lowest, long highest) {
    return value(
        name,
        text -> {
          if (!text.matches("[0-9]{1,15}")
              || Long.parseLong(text) < lowest
              || Long.parseLong(text) > highest) {
            throw new IllegalArgumentException(
                "it must be a whole number from " + lowest + " to " + highest);
          }
          return Long.parseLong(text);
        });
  }

  /** For a value that is wrong beside others, once it has been read. */
  ConfigurationException wrong(String name, String whatIsRight) {
    ConfigElement found = find(name).orElse(element);
    return new ConfigurationException(
        place(found) + " is \"" + Secrets.hidden(found.text()) + "\": " + whatIsRight);
  }

  ConfigurationException missing(String name, String whatIsRight) {
    return new ConfigurationException(
        file + ": <" + pathOf(name) + "> is missing; it must be " + whatIsRight);
  }

  /** Where an element is, or this one when it is not there; for messages. */
  String place(String name) {
    return place(find(name).orElse(element));
  }

  private Optional<ConfigElement> find(String name) {
    List<ConfigElement> found =
        element.children().stream()
            .filter(child -> child.name().equals(name))
            .collect(Collectors.toList());
    if (found.size() > 1) {
      throw new ConfigurationException(place(found.get(1)) + " is given twice");
    }
    return found.stream().findFirst();
  }

  private String pathOf(String name) {
    return element.path().isEmpty() ? name : element.path() + "/" + name;
  }

  private String place(ConfigElement at) {
    return file + ", line " + at.line() + ": <" + at.path() + ">";
  }

  private static long parseSize(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be a number and one of B, KB, MB, GB, for example 64MB");
    }
    int power = List.of("b", "kb", "mb", "gb").indexOf(matcher.group(2));
    return Long.parseLong(matcher.group(1)) << (10 * power);
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be a number and one of ms, s, min, h, d, for example 3s");
    }
    long number = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "ms":
        return Duration.ofMillis(number);
      case "s":
        return Duration.ofSeconds(number);
      case "min":
        return Duration.ofMinutes(number);
      case "h":
        return Duration.ofHours(number);
      default:
        return Duration.ofDays(number);
    }
  }
}
