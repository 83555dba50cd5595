package email.wildduck.james.smtp.chunking;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of BDAT (RFC 3030 §2): how many octets follow, and whether they are the last. */
final class ChunkHeader {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})( +LAST)?");

  private final long octets;
  private final boolean last;

  private ChunkHeader(long octets, boolean last) {
    this.octets = octets;
    this.last = last;
  }

  /** Empty when this is not a size and perhaps LAST, and so nobody knows where the chunk ends. */
  static Optional<ChunkHeader> parse(String argument) {
    Matcher parts = SYNTAX.matcher(argument.trim().toUpperCase(Locale.ROOT));
    return parts.matches()
        ? Optional.of(new ChunkHeader(Long.parseLong(parts.group(1)), parts.group(2) != null))
        : Optional.empty();
  }

  long octets() {
    return octets;
  }

  boolean isLast() {
    return last;
  }
}
