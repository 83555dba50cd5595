package email.wildduck.james.core.audit;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * Content-Type and Content-Disposition the way WildDuck stores them: {@code {value, type, subtype,
 * params, hasParams}}, with the pieces of RFC 2231 put together into one encoded word.
 */
final class ParameterText {
  private static final Pattern STAR = Pattern.compile("([^*]+)\\*(\\d{1,4})?(\\*)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9*-]{1,99}");

  private final Document parameters = new Document();
  private final Map<String, Pieces> pieces = new TreeMap<>();

  private ParameterText() {}

  static Document parse(String text) {
    String[] parts = text.split(";", -1);
    String value = parts[0].strip();
    int slash = value.indexOf('/');
    ParameterText parser = new ParameterText();
    for (int i = 1; i < parts.length; i++) {
      parser.parameter(parts[i]);
    }
    parser.pieces.forEach((name, found) -> parser.parameters.put(name, found.encodedWord()));
    Document document =
        new Document("value", value)
            .append(
                "type", (slash < 0 ? value : value.substring(0, slash)).toLowerCase(Locale.ROOT))
            .append("subtype", slash < 0 ? "" : value.substring(slash + 1))
            .append("params", parser.parameters);
    return parts.length > 1 ? document.append("hasParams", true) : document;
  }

  private void parameter(String part) {
    int equals = part.indexOf('=');
    String name = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
    String value =
        (equals < 0 ? "" : part.substring(equals + 1)).replaceAll("^['\"\\s]+|['\"\\s]+$", "");
    if (!NAME.matcher(name).matches()) {
      return;
    }
    Matcher star = STAR.matcher(name);
    if (star.matches()) {
      int number = star.group(2) == null ? 0 : Integer.parseInt(star.group(2));
      boolean encoded = star.group(2) == null || star.group(3) != null;
      pieces.computeIfAbsent(star.group(1), key -> new Pieces()).add(number, value, encoded);
    } else {
      parameters.put(name, value);
    }
  }

  /** The numbered pieces of one parameter. */
  private static final class Pieces {
    private final Map<Integer, String> byNumber = new TreeMap<>();
    private boolean withCharset;

    void add(int number, String value, boolean encoded) {
      byNumber.put(number, value);
      withCharset |= encoded;
    }

    String encodedWord() {
      String text = String.join("", byNumber.values());
      String charset = "UTF-8";
      String[] parts = text.split("'", 3);
      if (withCharset && parts.length == 3) {
        charset = parts[0].isEmpty() ? "ISO-8859-1" : parts[0].toUpperCase(Locale.ROOT);
        text = parts[2];
      }
      return "=?" + charset + "?Q?" + text.replace('%', '=') + "?=";
    }
  }
}
