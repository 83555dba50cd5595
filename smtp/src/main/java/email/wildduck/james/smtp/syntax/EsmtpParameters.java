package email.wildduck.james.smtp.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of MAIL or RCPT (RFC 5321 §4.1.2, RFC 6531 §3.3), in their order. Immutable. */
public final class EsmtpParameters {
  private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

  private final Map<String, String> values;

  private EsmtpParameters(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Empty when a parameter is malformed or given twice. */
  public static Optional<EsmtpParameters> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : text.split(" ")) {
      int equals = parameter.indexOf('=');
      String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (parameter.isEmpty()) {
        continue;
      }
      if (!KEYWORD.matcher(keyword).matches()
          || equals >= 0 && !isValue(value)
          || values.put(keyword.toUpperCase(Locale.ROOT), value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new EsmtpParameters(values));
  }

  /** Keywords in upper case and their values; the value of one without is empty. */
  public Map<String, String> asMap() {
    return values;
  }

  private static boolean isValue(String value) {
    return !value.isEmpty()
        && value
            .codePoints()
            .allMatch(c -> c != '=' && (c < 0x80 ? c > ' ' && c < 0x7f : Visible.test(c)));
  }
}
