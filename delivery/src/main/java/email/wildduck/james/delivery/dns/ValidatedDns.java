package email.wildduck.james.delivery.dns;

import email.wildduck.james.delivery.attempt.TlsaRecord;
import email.wildduck.james.delivery.cache.ExpiringCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Asks with DNSSEC, with dnsjava: either it checks all signatures itself, from a trust anchor down,
 * or it believes a resolver that does. Answers are kept as long as their TTL says, at most for a
 * limit.
 */
public final class ValidatedDns implements SecureDns {
  private static final int MAX_CACHED = 50_000;
  private static final int PAYLOAD = 1232;

  private final Resolver resolver;
  private final Duration limit;
  private final Duration keep;
  private final ExpiringCache<String, ValidatedMessage> answers =
      new ExpiringCache<>(MAX_CACHED, System::nanoTime);

  private ValidatedDns(Resolver resolver, Duration limit, Duration keep) {
    this.resolver = resolver;
    this.limit = limit;
    this.keep = keep;
  }

  /**
   * Checks signatures itself.
   *
   * @param upstream a recursive resolver, which passes signatures on and need not check them
   * @param trustAnchors DS records in the form of a zone file, one on each line
   * @param clock for the dates of signatures
   * @param limit the longest that a look-up may take
   * @param keep the longest that an answer is kept
   * @throws IllegalArgumentException when the trust anchors cannot be read
   */
  public static ValidatedDns validating(
      Resolver upstream, String trustAnchors, Clock clock, Duration limit, Duration keep) {
    ValidatingResolver validating = new ValidatingResolver(upstream, clock);
    try {
      validating.loadTrustAnchors(
          new ByteArrayInputStream(trustAnchors.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new IllegalArgumentException("no trust anchors: " + e.getMessage(), e);
    }
    validating.setTimeout(limit);
    return new ValidatedDns(validating, limit, keep);
  }

  /**
   * Believes what the resolver says with its flag AD. Whoever can change what comes from it can
   * switch security off and on, so it has to be on this machine.
   *
   * @param local a resolver that checks signatures
   * @param limit the longest that a look-up may take
   * @param keep the longest that an answer is kept
   */
  public static ValidatedDns believing(Resolver local, Duration limit, Duration keep) {
    local.setEDNS(0, PAYLOAD, ExtendedFlags.DO, List.of());
    local.setTimeout(limit);
    return new ValidatedDns(local, limit, keep);
  }

  @Override
  public SecureAnswer<MxRecord> mailExchangers(String domain) throws DnsException {
    return ask(domain, Type.MX, Answers::mx);
  }

  @Override
  public SecureAnswer<InetAddress> addresses(String host) throws DnsException {
    SecureAnswer<InetAddress> ipv4 = ask(host, Type.A, record -> ((ARecord) record).getAddress());
    return ipv4.records().isEmpty()
        ? ask(host, Type.AAAA, record -> ((AAAARecord) record).getAddress())
        : ipv4;
  }

  @Override
  public SecureAnswer<String> alias(String name) throws DnsException {
    return ask(
        name, Type.CNAME, record -> ValidatedMessage.text(((CNAMERecord) record).getTarget()));
  }

  @Override
  public SecureAnswer<TlsaRecord> tlsa(String name) throws DnsException {
    return ask(name, Type.TLSA, record -> tlsa((TLSARecord) record));
  }

  private static TlsaRecord tlsa(TLSARecord record) {
    return new TlsaRecord(
        record.getCertificateUsage(),
        record.getSelector(),
        record.getMatchingType(),
        record.getCertificateAssociationData());
  }

  private <T> SecureAnswer<T> ask(String text, int type, Function<Record, T> reading)
      throws DnsException {
    Name name;
    try {
      name = Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      // No name of DNS, so nothing vouches for it.
      return new SecureAnswer<>(false, text.toLowerCase(Locale.ROOT), List.of());
    }
    ValidatedMessage message = answer(name, type);
    return new SecureAnswer<>(
        message.isSecure(),
        message.name(),
        message.records().stream().map(reading).collect(Collectors.toList()));
  }

  private ValidatedMessage answer(Name name, int type) throws DnsException {
    String question = ValidatedMessage.text(name) + " " + Type.string(type);
    Optional<ValidatedMessage> kept = answers.get(question);
    if (kept.isPresent()) {
      return kept.get();
    }
    Record asked = Record.newRecord(name, type, DClass.IN);
    Message reply = Answers.await(resolver.sendAsync(Message.newQuery(asked)), limit, question);
    ValidatedMessage message = ValidatedMessage.read(reply, name, type);
    Duration life = message.ttl();
    answers.put(question, message, life.compareTo(keep) < 0 ? life : keep);
    return message;
  }
}
