package email.wildduck.james.core.from;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.event.Event;
import java.util.regex.Pattern;

/**
 * What ZoneMTA's WildDuck plugin logs about rewritten senders ({@code spec/addresses.md} §4.5).
 *
 * <pre>{@code
 * <queue id> RWENVELOPE User <name> tries to use "<old>[<old without dots>]" as Return Path address, replacing with "<new>"
 * <queue id> RWFROM User <name> tries to use "<old>[<old without dots>]" as From address, replacing with "<new>"
 * }</pre>
 *
 * <p>The part in square brackets, the address as it is compared, is left out when it equals the old
 * address or when that is no address. The facts are {@code user}, {@code mail_action} ({@code
 * rw_envelope_from} or {@code rw_header_from}), {@code envelope_from} or {@code header_from} and
 * {@code rewrite_from}. No value can end the line, fake another one or close its quotes.
 */
final class RewriteLog {
  private static final int MAX_LENGTH = 320;
  private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\u2028\\u2029]");

  private RewriteLog() {}

  /** The event of one rewrite. */
  static Event event(String queueId, String username, Rewrite rewrite) {
    boolean envelope = rewrite.place() == Rewrite.Place.ENVELOPE;
    return Event.of(envelope ? "RWENVELOPE" : "RWFROM")
        .about(queueId)
        .with("user", username)
        .with("mail_action", envelope ? "rw_envelope_from" : "rw_header_from")
        .with(envelope ? "envelope_from" : "header_from", rewrite.oldAddress())
        .with("rewrite_from", rewrite.newAddress())
        .saying(
            "User "
                + safe(username)
                + " tries to use \""
                + old(rewrite.oldAddress())
                + "\" as "
                + (envelope ? "Return Path" : "From")
                + " address, replacing with \""
                + safe(rewrite.newAddress())
                + '"');
  }

  private static String old(String address) {
    String compared = AddressNormalizer.normalize(address, AddressNormalizer.Option.REMOVE_DOTS);
    boolean shown = AddrSpec.isWellFormed(address) && !compared.equals(address);
    return safe(address) + (shown ? "[" + safe(compared) + "]" : "");
  }

  private static String safe(String value) {
    String shown = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "..." : value;
    return UNSAFE.matcher(shown).replaceAll("?").replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
