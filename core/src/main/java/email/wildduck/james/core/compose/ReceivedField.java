package email.wildduck.james.core.compose;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.message.HeaderField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The field {@code Received} of a hop (RFC 5321 §4.4) in the form in which ZoneMTA writes it. What
 * is not known is left out; texts from outside are made harmless. Immutable.
 */
public final class ReceivedField {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final String FOLD = "\r\n ";
  private static final int MAX_LENGTH = 320;

  private final String from;
  private final String by;
  private final String recipient;
  private final String tls;

  private ReceivedField(String from, String by, String recipient, String tls) {
    this.from = from;
    this.by = by;
    this.recipient = recipient;
    this.tls = tls;
  }

  /**
   * A hop of a message that came from nowhere known.
   *
   * @param host this host, with a comment behind it if there is to be one
   * @param protocol in the {@code with} clause
   * @param id the queue id, with the number of the delivery
   */
  public static ReceivedField of(String host, String protocol, String id) {
    return new ReceivedField(
        "localhost" + FOLD, "by " + host + " with " + safe(protocol) + " id " + safe(id), "", "");
  }

  /**
   * With who sent it. All may be empty.
   *
   * @param name what the client called itself
   * @param address its IP address
   * @param reverseName its name in the DNS
   * @param user who had logged in
   */
  public ReceivedField from(String name, String address, String reverseName, String user) {
    StringBuilder origin = new StringBuilder();
    if (!name.isEmpty()) {
      origin.append(safe(name)).append(' ');
    }
    boolean named = !reverseName.isEmpty() && !reverseName.startsWith("[");
    if (address.isEmpty()) {
      origin.append("localhost");
    } else if (named) {
      origin.append("([").append(safe(address)).append("] ").append(safe(reverseName)).append(')');
    } else {
      origin.append('[').append(safe(address)).append(']');
    }
    if (!user.isEmpty()) {
      String sender = user.indexOf('@') < 0 ? user : AddressNormalizer.envelope(user);
      origin.append(named ? FOLD : " ");
      origin.append("(Authenticated sender: ").append(safe(sender)).append(')');
    }
    return new ReceivedField(origin.append(FOLD).toString(), by, recipient, tls);
  }

  /** With the only recipient; one beyond ASCII is left out, for those who cannot read it. */
  public ReceivedField to(String address) {
    boolean shown =
        address.length() <= MAX_LENGTH && address.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return new ReceivedField(from, by, shown ? FOLD + "for <" + address + ">" : "", tls);
  }

  /** With the encryption of the way here. */
  public ReceivedField over(String version, String cipher) {
    return new ReceivedField(
        from, by, recipient, FOLD + "(version=" + safe(version) + " cipher=" + safe(cipher) + ")");
  }

  /** The field, with the time at which the message had arrived. */
  public HeaderField at(Instant time) {
    return HeaderField.of(
        "Received", "from " + from + by + recipient + tls + ";" + FOLD + DATE.format(time));
  }

  private static String safe(String text) {
    String shortened = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    return shortened.replaceAll("[^\\x21-\\x27\\x2a-\\x7e]", "?");
  }
}
