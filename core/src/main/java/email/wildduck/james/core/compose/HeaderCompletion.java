package email.wildduck.james.core.compose;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Completes the header of a submitted message, as ZoneMTA's plugin {@code default-headers} does.
 *
 * <ul>
 *   <li>{@code Message-ID}: when missing or empty, {@code <uuid@domain>} with the domain of MAIL
 *       FROM in ASCII, or the name of this host when there is none;
 *   <li>{@code Date}: when missing, unreadable or before 1970-01-01 00:00:01 UTC, the present time
 *       in UTC;
 *   <li>{@code X-Originating-IP}: when an address is given, {@code [address]} in place of any
 *       other, except for a loopback address; where it stands already, as our own port writes it,
 *       it stays where it is;
 *   <li>{@code Bcc}, {@code Resent-Bcc} (RFC 5322 §3.6.3, §3.6.6) and {@code X-Sending-Zone}:
 *       removed.
 * </ul>
 *
 * <p>Each field that is added goes to the top. Immutable and safe for use by many threads if clock
 * and ids are.
 */
public final class HeaderCompletion {
  private static final String MESSAGE_ID = "Message-ID";
  private static final String DATE = "Date";
  private static final Instant EARLIEST = Instant.ofEpochSecond(1);
  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

  private final Clock clock;
  private final Supplier<UUID> ids;
  private final String hostName;

  /**
   * @param ids gives a new random id each time
   * @param hostName the name of this host, for messages from the null sender
   * @throws IllegalArgumentException when {@code hostName} cannot stand in a Message-ID
   */
  public HeaderCompletion(Clock clock, Supplier<UUID> ids, String hostName) {
    this.clock = clock;
    this.ids = ids;
    this.hostName = AddressNormalizer.asciiDomain(hostName);
    if (!isHostName(this.hostName)) {
      throw new IllegalArgumentException("not a host name");
    }
  }

  /**
   * Completes one message.
   *
   * @param mailFrom the envelope sender: any text, empty for the null sender
   * @param origin the address of the client, when it is to be told
   */
  public RawMessage complete(RawMessage message, String mailFrom, Optional<InetAddress> origin) {
    Headers headers = withDate(withMessageId(message.headers(), mailFrom));
    headers = withOrigin(headers, origin.flatMap(OriginatingIp::fieldFor));
    return message.withHeaders(headers.remove("Bcc").remove("Resent-Bcc").remove("X-Sending-Zone"));
  }

  /** Removes what our own port says of a client in {@code X-Originating-IP}. */
  public RawMessage withoutOrigin(RawMessage message, InetAddress client) {
    Optional<HeaderField> ours = OriginatingIp.fieldFor(client);
    return ours.filter(message.headers().fields()::contains).isPresent()
        ? message.withHeaders(message.headers().removeIf(ours.get()::equals))
        : message;
  }

  private Headers withMessageId(Headers headers, String mailFrom) {
    if (headers.first(MESSAGE_ID).filter(field -> !field.value().isEmpty()).isPresent()) {
      return headers;
    }
    String id = "<" + ids.get() + "@" + domainOf(mailFrom) + ">";
    return headers.remove(MESSAGE_ID).prepend(HeaderField.of(MESSAGE_ID, id));
  }

  private Headers withDate(Headers headers) {
    Optional<Instant> date =
        headers.first(DATE).map(HeaderField::value).flatMap(MessageDate::parse);
    if (date.filter(d -> !d.isBefore(EARLIEST)).isPresent()) {
      return headers;
    }
    return headers.remove(DATE).prepend(HeaderField.of(DATE, MessageDate.format(clock.instant())));
  }

  private static Headers withOrigin(Headers headers, Optional<HeaderField> field) {
    if (field.isEmpty() || headers.all(OriginatingIp.NAME).equals(List.of(field.get()))) {
      return headers;
    }
    return headers.remove(OriginatingIp.NAME).prepend(field.get());
  }

  private String domainOf(String mailFrom) {
    int at = mailFrom.lastIndexOf('@');
    String domain = at < 0 ? "" : AddressNormalizer.asciiDomain(mailFrom.substring(at + 1));
    return isHostName(domain) ? domain : hostName;
  }

  private static boolean isHostName(String text) {
    return text.length() <= 255 && HOST_NAME.matcher(text).matches();
  }
}
