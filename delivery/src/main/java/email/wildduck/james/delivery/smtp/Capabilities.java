package email.wildduck.james.delivery.smtp;

import email.wildduck.james.delivery.attempt.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** What a peer announces in reply to EHLO (RFC 5321 §4.1.1.1). Immutable. */
final class Capabilities {
  private final Map<String, List<String>> extensions;

  private Capabilities(Map<String, List<String>> extensions) {
    this.extensions = extensions;
  }

  /** Of a peer that knows HELO only. */
  static Capabilities none() {
    return new Capabilities(Map.of());
  }

  /** The first line is a greeting; each other one is an extension with its parameters. */
  static Capabilities of(Reply reply) {
    Map<String, List<String>> extensions = new HashMap<>();
    for (String line : reply.lines().subList(1, reply.lines().size())) {
      // "AUTH=LOGIN PLAIN" is what servers wrote before RFC 2554.
      String[] words =
          line.strip().toUpperCase(Locale.ROOT).replaceFirst("^AUTH=", "AUTH ").split(" +");
      extensions
          .computeIfAbsent(words[0], name -> new ArrayList<>())
          .addAll(Arrays.asList(words).subList(1, words.length));
    }
    return new Capabilities(extensions);
  }

  /** Whether an extension is announced. */
  boolean has(String extension) {
    return extensions.containsKey(extension);
  }

  /** The parameters of an extension; empty when it has none or is not announced. */
  List<String> parameters(String extension) {
    return extensions.getOrDefault(extension, List.of());
  }

  /** The largest message in bytes (RFC 1870); empty when there is no limit or it is not told. */
  OptionalLong maxSize() {
    return parameters("SIZE").stream()
        .limit(1)
        .filter(text -> text.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .filter(size -> size > 0)
        .findFirst();
  }
}
