package email.wildduck.james.delivery.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks the name servers of this system, with dnsjava. Answers are kept in memory as long as their
 * TTL says, at most for a limit. The hosts file of the system is asked before for addresses.
 */
public final class DnsJavaMailDns implements MailDns, ReverseDns, TextRecords {
  private static final int MAX_CACHED = 50_000;

  private final LookupSession session;
  private final Duration limit;

  private DnsJavaMailDns(LookupSession session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /**
   * @param limit the longest that a look-up may take, with all repetitions
   * @param keep the longest that an answer is kept
   */
  public static DnsJavaMailDns ofSystem(Duration limit, Duration keep) {
    ExtendedResolver resolver = new ExtendedResolver();
    resolver.setTimeout(limit);
    return new DnsJavaMailDns(builder(resolver, keep).defaultHostsFileParser().build(), limit);
  }

  /** The same with a resolver of one's own, and no hosts file. */
  public static DnsJavaMailDns of(Resolver resolver, Duration limit, Duration keep) {
    return new DnsJavaMailDns(builder(resolver, keep).build(), limit);
  }

  private static LookupSession.LookupSessionBuilder builder(Resolver resolver, Duration keep) {
    Cache cache = new Cache(DClass.IN);
    cache.setMaxEntries(MAX_CACHED);
    cache.setMaxCache(Math.toIntExact(keep.toSeconds()));
    cache.setMaxNCache(Math.toIntExact(keep.toSeconds()));
    return LookupSession.builder().resolver(resolver).cache(cache);
  }

  @Override
  public List<MxRecord> mailExchangers(String domain) throws DnsException {
    return lookup(domain, Type.MX, Answers::mx);
  }

  @Override
  public List<Inet4Address> ipv4(String host) throws DnsException {
    return lookup(host, Type.A, record -> (Inet4Address) ((ARecord) record).getAddress());
  }

  @Override
  public List<Inet6Address> ipv6(String host) throws DnsException {
    // An IPv4 address in IPv6 clothes (::ffff:0:0/96) is none that IPv6 reaches.
    return this.<InetAddress>lookup(host, Type.AAAA, record -> ((AAAARecord) record).getAddress())
        .stream()
        .filter(Inet6Address.class::isInstance)
        .map(Inet6Address.class::cast)
        .collect(Collectors.toList());
  }

  @Override
  public List<String> texts(String name) throws DnsException {
    return lookup(name, Type.TXT, record -> joined((TXTRecord) record));
  }

  @Override
  public List<String> namesOf(InetAddress address) throws DnsException {
    return lookup(
        ReverseMap.fromAddress(address).toString(),
        Type.PTR,
        record -> ((PTRRecord) record).getTarget().toString(true));
  }

  private static String joined(TXTRecord record) {
    return record.getStringsAsByteArrays().stream()
        .map(part -> new String(part, StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining());
  }

  private <T> List<T> lookup(String name, int type, Function<Record, T> reading)
      throws DnsException {
    String question = name + " " + Type.string(type);
    try {
      return Answers.await(
              session.lookupAsync(Name.fromString(name, Name.root), type), limit, question)
          .getRecords()
          .stream()
          .filter(record -> record.getType() == type)
          .map(reading)
          .collect(Collectors.toList());
    } catch (TextParseException e) {
      // No name of DNS, so nothing has it.
      return List.of();
    } catch (DnsException e) {
      if (isAbsent(e.getCause())) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean isAbsent(Throwable failure) {
    return failure instanceof NoSuchDomainException || failure instanceof NoSuchRRSetException;
  }
}
