package email.wildduck.james.delivery.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * The answer to a question, read with suspicion: only records that belong to the name that was
 * asked for, or to a name that it is an alias of, count. Immutable.
 */
final class ValidatedMessage {
  private static final int MOST_ALIASES = 12;
  private static final Duration WITHOUT_SOA = Duration.ofSeconds(60);

  private final boolean secure;
  private final String name;
  private final List<Record> records;
  private final Duration ttl;

  private ValidatedMessage(boolean secure, String name, List<Record> records, Duration ttl) {
    this.secure = secure;
    this.name = name;
    this.records = List.copyOf(records);
    this.ttl = ttl;
  }

  /**
   * Reads a message.
   *
   * @throws DnsException when it is no answer: SERVFAIL, which stands for signatures that are not
   *     valid, too, REFUSED and so on
   */
  static ValidatedMessage read(Message message, Name asked, int type) throws DnsException {
    int code = message.getHeader().getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new DnsException(
          "DNS answered "
              + Rcode.string(code)
              + " for "
              + text(asked)
              + " "
              + Type.string(type)
              + reason(message).map(why -> ": " + why).orElse(""));
    }
    List<Record> answer = message.getSection(Section.ANSWER);
    List<Record> chain = new ArrayList<>();
    Name name = asked;
    Optional<Record> alias = type == Type.CNAME ? Optional.empty() : find(answer, name, Type.CNAME);
    while (alias.isPresent() && chain.size() < MOST_ALIASES) {
      chain.add(alias.get());
      name = ((CNAMERecord) alias.get()).getTarget();
      alias = find(answer, name, Type.CNAME);
    }
    List<Record> records = all(answer, name, type);
    chain.addAll(records);
    return new ValidatedMessage(
        message.getHeader().getFlag(Flags.AD), text(name), records, ttl(message, chain));
  }

  /** What dnsjava adds when it finds a signature that is not valid. */
  private static Optional<String> reason(Message message) {
    return message.getSection(Section.ADDITIONAL).stream()
        .filter(record -> record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
        .filter(TXTRecord.class::isInstance)
        .map(record -> String.join(" ", ((TXTRecord) record).getStrings()))
        .findFirst();
  }

  private static Optional<Record> find(List<Record> answer, Name name, int type) {
    return all(answer, name, type).stream().findFirst();
  }

  private static List<Record> all(List<Record> answer, Name name, int type) {
    return answer.stream()
        .filter(record -> record.getType() == type && record.getName().equals(name))
        .collect(Collectors.toList());
  }

  private static Duration ttl(Message message, List<Record> chain) {
    if (!chain.isEmpty()) {
      return Duration.ofSeconds(chain.stream().mapToLong(Record::getTTL).min().orElse(0));
    }
    return message.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .map(soa -> Duration.ofSeconds(Math.min(soa.getMinimum(), soa.getTTL())))
        .findFirst()
        .orElse(WITHOUT_SOA);
  }

  static String text(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }

  boolean isSecure() {
    return secure;
  }

  String name() {
    return name;
  }

  List<Record> records() {
    return records;
  }

  Duration ttl() {
    return ttl;
  }
}
