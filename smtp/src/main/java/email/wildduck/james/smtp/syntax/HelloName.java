package email.wildduck.james.smtp.syntax;

import java.util.regex.Pattern;

/**
 * The name in EHLO or HELO. RFC 5321 §4.1.1.1 wants a domain or an address literal; real clients
 * send the name of a computer. So any one word of at most 255 characters is a name: with
 * underscores, apostrophes or a dot at its end, a single label, an address with or without
 * brackets, letters of any script. Not allowed are blanks, control characters and {@code ( ) < > @
 * , ; " \}.
 */
public final class HelloName {
  private static final int MAX_LENGTH = 255;
  private static final Pattern FORBIDDEN = Pattern.compile("[()<>@,;\"\\\\]");

  private HelloName() {}

  /** Whether a client may call itself so. */
  public static boolean isAcceptable(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && !FORBIDDEN.matcher(name).find()
        && name.codePoints().allMatch(Visible::test);
  }
}
