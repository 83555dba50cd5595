package email.wildduck.james.delivery.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Recognises a message that comes back to a recipient it has been handed over to before. What
 * WildDuck forwards gets a header field for each recipient of this WildDuck it goes to:
 *
 * <pre>{@code
 * X-WildDuck-Passed: <32 hexadecimal digits>
 * }</pre>
 *
 * <p>the beginning of SHA-256 of the address without dots, label and case, so that recipients are
 * not told of each other. Whoever forwards the message on keeps the field. Independent of it, the
 * number of Received fields is limited (RFC 5321 §6.3). Only hosts that remove both could keep a
 * message going, and WildDuck forwards none with 30 Received fields.
 */
public final class LoopGuard {
  /** More Received fields than this are a loop. */
  static final int MAX_HOPS = 35;

  private static final String FIELD = "X-WildDuck-Passed";
  private static final int DIGITS = 32;

  /** What is known of a message and a recipient. */
  public enum Passage {
    /** It has not been handed over to it. */
    FIRST,
    /** It has been once: it is not ours to deliver, or goes round. */
    SECOND,
    /** It goes round. */
    LOOP
  }

  /** How often a message has been handed over to a recipient. */
  public Passage passage(Headers message, String recipient) {
    if (message.all("Received").size() > MAX_HOPS) {
      return Passage.LOOP;
    }
    String mark = markOf(recipient);
    long times =
        message.all(FIELD).stream().filter(field -> field.value().equals(mark)).limit(2).count();
    return times == 0 ? Passage.FIRST : times == 1 ? Passage.SECOND : Passage.LOOP;
  }

  /** The field that says that a message has been handed over to a recipient. */
  public HeaderField mark(String recipient) {
    return HeaderField.of(FIELD, markOf(recipient));
  }

  private static String markOf(String recipient) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(AddressNormalizer.lookup(recipient).getBytes(UTF_8));
      StringBuilder digits = new StringBuilder();
      for (int i = 0; i < DIGITS / 2; i++) {
        digits.append(Character.forDigit(digest[i] >> 4 & 0xf, 16));
        digits.append(Character.forDigit(digest[i] & 0xf, 16));
      }
      return digits.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
