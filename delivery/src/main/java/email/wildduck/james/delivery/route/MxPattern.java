package email.wildduck.james.delivery.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The name of an MX, with {@code *} for any text. Case does not matter. Immutable. */
public final class MxPattern {
  private final Pattern pattern;

  private MxPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Any text; only {@code *} has a meaning. */
  public static MxPattern of(String text) {
    return new MxPattern(
        Pattern.compile(
            Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\*+", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"))));
  }

  /** Whether a whole name fits. */
  public boolean matches(String name) {
    return pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
