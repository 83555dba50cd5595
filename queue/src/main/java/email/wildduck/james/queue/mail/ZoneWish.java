package email.wildduck.james.queue.mail;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.util.Optional;
import java.util.Set;
import org.apache.mailet.Mail;

/**
 * The sending zone that a message asks for in its field {@code X-Sending-Zone}, which ZoneMTA reads
 * on the interfaces {@code api} and {@code bounce} only ({@code spec/addresses.md} §5). The field
 * is removed before a message is queued, so it is kept in the attribute {@code
 * wildduck.sendingZone} (text).
 */
public final class ZoneWish {
  private static final Set<String> INTERFACES = Set.of("api", "bounce");
  private static final TextAttribute WISH = new TextAttribute("wildduck.sendingZone");

  private ZoneWish() {}

  /** Keeps the topmost field of a message, if its interface may ask and nothing is kept yet. */
  public static void keep(Mail mail, Headers message) {
    if (WISH.read(mail).isEmpty()) {
      in(mail, message).ifPresent(wish -> WISH.write(mail, wish));
    }
  }

  /** What was kept or still stands in the message; empty when it may not ask or does not. */
  public static Optional<String> of(Mail mail, Headers message) {
    return WISH.read(mail).or(() -> in(mail, message));
  }

  private static Optional<String> in(Mail mail, Headers message) {
    return Reception.of(mail)
        .filter(reception -> INTERFACES.contains(reception.interfaceName()))
        .flatMap(reception -> message.first("X-Sending-Zone"))
        .map(HeaderField::value)
        .filter(wish -> !wish.isEmpty());
  }
}
