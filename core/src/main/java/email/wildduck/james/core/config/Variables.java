package email.wildduck.james.core.config;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables and system properties into values: {@code ${env:NAME}}, {@code
 * ${sys:NAME}}, and with a default {@code ${env:NAME:-default}}.
 */
final class Variables {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(env|sys):([A-Za-z0-9_.]+)(?::-([^}]*))?}");

  private final UnaryOperator<String> environment;

  /**
   * @param environment gives the value of an environment variable, {@code null} when it is not set
   */
  Variables(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * @param place names file, line and element for a message
   */
  String resolve(String text, String place) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      boolean isEnvironment = matcher.group(1).equals("env");
      Optional<String> value =
          Optional.ofNullable(isEnvironment ? environment.apply(name) : System.getProperty(name))
              .or(() -> Optional.ofNullable(matcher.group(3)));
      matcher.appendReplacement(
          resolved,
          Matcher.quoteReplacement(
              value.orElseThrow(
                  () ->
                      new ConfigurationException(
                          place
                              + ": the "
                              + (isEnvironment ? "environment variable " : "system property ")
                              + name
                              + " is not set"))));
    }
    return matcher.appendTail(resolved).toString();
  }
}
