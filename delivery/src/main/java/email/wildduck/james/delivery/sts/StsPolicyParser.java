package email.wildduck.james.delivery.sts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads policies (RFC 8461 §3.2). Stateless. */
final class StsPolicyParser {
  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
  private static final Pattern MX =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final int MAX_MX = 1000;
  private static final int MAX_NAME = 255;

  /** The longest {@code max_age}, in seconds. */
  static final long LONGEST = 31_557_600;

  /**
   * Reads a policy.
   *
   * @throws StsException when it is none
   */
  StsPolicy parse(String text) throws StsException {
    Map<String, String> fields = new HashMap<>();
    List<String> patterns = new ArrayList<>();
    for (String line : LINE_END.split(text)) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (line.isBlank()) {
        continue;
      }
      if (!KEY.matcher(key).matches()) {
        throw new StsException("the policy has a line that is no field");
      }
      if (key.equals("mx")) {
        patterns.add(pattern(value));
      } else {
        // Of fields that are there twice the first counts.
        fields.putIfAbsent(key, value);
      }
    }
    return policy(fields, patterns);
  }

  private static String pattern(String value) throws StsException {
    String pattern = value.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (pattern.length() > MAX_NAME || !MX.matcher(pattern).matches()) {
      throw new StsException("the policy has an mx that is no host name");
    }
    return pattern;
  }

  private static StsPolicy policy(Map<String, String> fields, List<String> patterns)
      throws StsException {
    if (!"STSv1".equals(fields.get("version"))) {
      throw new StsException("the policy has not the version STSv1");
    }
    Optional<StsMode> mode = Optional.ofNullable(fields.get("mode")).flatMap(StsMode::of);
    if (mode.isEmpty()) {
      throw new StsException("the policy has no mode");
    }
    String age = fields.getOrDefault("max_age", "");
    if (!age.matches("[0-9]{1,10}")) {
      throw new StsException("the policy has no max_age");
    }
    if (mode.get() != StsMode.NONE && patterns.isEmpty() || patterns.size() > MAX_MX) {
      throw new StsException("the policy has " + patterns.size() + " mx");
    }
    return new StsPolicy(
        mode.get(), patterns, Duration.ofSeconds(Math.min(Long.parseLong(age), LONGEST)));
  }
}
