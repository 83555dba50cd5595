package email.wildduck.james.core.address;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Punycode (RFC 3492) for the labels of a domain, and nothing else: no mapping, no validation, no
 * normalisation of IDNA. WildDuck stores what that gives ({@code faß.de} stays {@code faß.de},
 * {@code xn--a} is U+0080), so {@link java.net.IDN}, which maps and refuses, cannot be used.
 */
final class Punycode {
  private static final String ACE_PREFIX = "xn--";
  private static final String SEPARATORS = "[.\u3002\uFF0E\uFF61]";
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  /** The work grows with the square of the length; DNS allows 63 characters. */
  private static final int MAX_LABEL = 1000;

  private Punycode() {}

  /**
   * The domain with its non-ASCII labels encoded.
   *
   * @throws IllegalArgumentException if a label cannot be encoded
   */
  static String toAscii(String domain) {
    return isAscii(domain)
        ? domain
        : labels(domain)
            .map(label -> isAscii(label) ? label : ACE_PREFIX + encode(label))
            .collect(Collectors.joining("."));
  }

  /**
   * The domain, expected in lower case, with its {@code xn--} labels decoded.
   *
   * @throws IllegalArgumentException if a label cannot be decoded
   */
  static String toUnicode(String domain) {
    return labels(domain)
        .map(l -> l.startsWith(ACE_PREFIX) ? decode(l.substring(ACE_PREFIX.length())) : l)
        .collect(Collectors.joining("."));
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= INITIAL_N) {
        return false;
      }
    }
    return true;
  }

  private static Stream<String> labels(String domain) {
    return Stream.of(domain.split(SEPARATORS, -1));
  }

  private static String decode(String input) {
    require(input.length() <= MAX_LABEL && isAscii(input), "label too long or not ASCII");
    int basic = Math.max(input.lastIndexOf('-'), 0);
    int[] output = new int[input.length()];
    int length = 0;
    for (; length < basic; length++) {
      output[length] = input.charAt(length);
    }
    int in = basic > 0 ? basic + 1 : 0;
    int n = INITIAL_N;
    int i = 0;
    int bias = INITIAL_BIAS;
    while (in < input.length()) {
      int oldI = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        require(in < input.length(), "label ends within a number");
        int digit = Character.digit(input.charAt(in++), BASE);
        require(digit >= 0, "no Punycode digit");
        // Java's digits start with 0-9, Punycode's with a-z.
        digit = digit < 10 ? digit + 26 : digit - 10;
        i = checkedInt(i + digit * weight);
        int t = threshold(k, bias);
        if (digit < t) {
          break;
        }
        weight = checkedInt(weight * (BASE - t));
      }
      bias = adapt(i - oldI, length + 1, oldI == 0);
      n = checkedInt((long) n + i / (length + 1));
      i %= length + 1;
      require(n <= Character.MAX_CODE_POINT, "beyond Unicode");
      System.arraycopy(output, i, output, i + 1, length - i);
      output[i++] = n;
      length++;
    }
    return new String(output, 0, length);
  }

  private static String encode(String label) {
    int[] input = label.codePoints().toArray();
    require(input.length <= MAX_LABEL, "label too long");
    StringBuilder output = new StringBuilder();
    label.codePoints().filter(c -> c < INITIAL_N).forEach(output::appendCodePoint);
    int basic = output.length();
    if (basic > 0) {
      output.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    int handled = basic;
    while (handled < input.length) {
      int next = smallestFrom(input, n);
      delta = checkedInt(delta + (long) (next - n) * (handled + 1));
      n = next;
      for (int codePoint : input) {
        if (codePoint < n) {
          delta++;
        } else if (codePoint == n) {
          appendNumber(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  private static int smallestFrom(int[] input, int n) {
    int smallest = Integer.MAX_VALUE;
    for (int codePoint : input) {
      if (codePoint >= n && codePoint < smallest) {
        smallest = codePoint;
      }
    }
    return smallest;
  }

  private static void appendNumber(StringBuilder output, int number, int bias) {
    int rest = number;
    for (int k = BASE; ; k += BASE) {
      int t = threshold(k, bias);
      if (rest < t) {
        output.append(digit(rest));
        return;
      }
      output.append(digit(t + (rest - t) % (BASE - t)));
      rest = (rest - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int threshold(int k, int bias) {
    return Math.min(Math.max(k - bias, T_MIN), T_MAX);
  }

  private static int adapt(int delta, int points, boolean first) {
    int scaled = first ? delta / DAMP : delta / 2;
    scaled += scaled / points;
    int k = 0;
    while (scaled > (BASE - T_MIN) * T_MAX / 2) {
      scaled /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
  }

  private static int checkedInt(long value) {
    require(value <= Integer.MAX_VALUE, "number too large");
    return (int) value;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("Not Punycode: " + message);
    }
  }
}
