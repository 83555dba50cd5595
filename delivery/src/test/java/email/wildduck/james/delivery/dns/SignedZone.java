package email.wildduck.james.delivery.dns;

import email.wildduck.james.delivery.dns.LocalDnsServer.Answer;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * What a recursive name server says about the signed zone {@code example} and about names outside
 * of it, which are not signed.
 */
public final class SignedZone {
  private static final Name APEX = Name.fromConstantString("example.");
  private static final long TTL = 300;
  private static final int ZONE_KEY = 257;

  private final KeyPair keys = SelfSignedCertificate.newKeys();
  private final DNSKEYRecord key = newKey();
  private final Map<Name, Map<Integer, List<Record>>> names = new TreeMap<>();
  private final Set<String> forged = new HashSet<>();
  private Instant signedUntil = Instant.now().plus(Duration.ofHours(1));

  public SignedZone() {
    add(new SOARecord(APEX, DClass.IN, TTL, APEX, APEX, 1, 2, 3, 4, TTL));
    add(key);
  }

  private DNSKEYRecord newKey() {
    try {
      return new DNSKEYRecord(
          APEX,
          DClass.IN,
          TTL,
          ZONE_KEY,
          DNSKEYRecord.Protocol.DNSSEC,
          DNSSEC.Algorithm.ECDSAP256SHA256,
          keys.getPublic());
    } catch (DNSSECException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Records in the form of a zone file: name, type and the rest. */
  public SignedZone add(String name, int type, String data) {
    try {
      return add(
          Record.fromString(
              Name.fromString(name, Name.root), type, DClass.IN, TTL, data, Name.root));
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " " + data, e);
    }
  }

  private SignedZone add(Record record) {
    names
        .computeIfAbsent(record.getName(), name -> new TreeMap<>())
        .computeIfAbsent(record.getType(), type -> new ArrayList<>())
        .add(record);
    return this;
  }

  /** The signature of these records is not valid; {@code MX example}. */
  public SignedZone forge(String question) {
    forged.add(question);
    return this;
  }

  /** All signatures have expired. */
  public SignedZone expired() {
    signedUntil = Instant.now().minus(Duration.ofMinutes(30));
    return this;
  }

  /** The DS record of the zone. */
  public String trustAnchor() {
    return new DSRecord(APEX, DClass.IN, TTL, DNSSEC.Digest.SHA256, key).toString();
  }

  public Answer answer(Record question) {
    List<Record> answer = new ArrayList<>();
    Name name = question.getName();
    while (question.getType() != Type.CNAME && has(name, Type.CNAME)) {
      answer.addAll(signed(names.get(name).get(Type.CNAME)));
      name = ((CNAMERecord) names.get(name).get(Type.CNAME).get(0)).getTarget();
    }
    if (has(name, question.getType())) {
      answer.addAll(signed(names.get(name).get(question.getType())));
      return new Answer(Rcode.NOERROR, false, answer, List.of());
    }
    boolean exists = names.containsKey(name);
    return new Answer(
        exists ? Rcode.NOERROR : Rcode.NXDOMAIN,
        false,
        answer,
        name.subdomain(APEX) ? denial(name) : List.of(startOf(name)));
  }

  /** Of the unsigned zone that a name is in. */
  private static Record startOf(Name name) {
    Name top = new Name(name, name.labels() - 2);
    return new SOARecord(top, DClass.IN, TTL, top, top, 1, 2, 3, 4, TTL);
  }

  private boolean has(Name name, int type) {
    return names.getOrDefault(name, Map.of()).containsKey(type);
  }

  /** That a name has no such records, or does not exist and no wildcard stands for it. */
  private List<Record> denial(Name name) {
    List<Record> proof = new ArrayList<>(signed(names.get(APEX).get(Type.SOA)));
    Set<Name> spans = new HashSet<>();
    spans.add(span(name));
    if (!names.containsKey(name)) {
      Name encloser = name;
      while (names.keySet().stream().noneMatch(encloserOf(encloser))) {
        encloser = new Name(encloser, 1);
      }
      spans.add(span(Name.fromConstantString("*." + encloser)));
    }
    spans.forEach(owner -> proof.addAll(signed(List.of(nsec(owner)))));
    return proof;
  }

  private static Predicate<Name> encloserOf(Name candidate) {
    return name -> name.subdomain(candidate);
  }

  /** The last name that is not behind this one. */
  private Name span(Name name) {
    return signedNames()
        .filter(owner -> owner.compareTo(name) <= 0)
        .reduce((a, b) -> b)
        .orElse(APEX);
  }

  private Stream<Name> signedNames() {
    return names.keySet().stream().filter(name -> name.subdomain(APEX));
  }

  private NSECRecord nsec(Name owner) {
    Name next = signedNames().filter(name -> name.compareTo(owner) > 0).findFirst().orElse(APEX);
    int[] types =
        IntStream.concat(
                names.get(owner).keySet().stream().mapToInt(Integer::intValue),
                IntStream.of(Type.RRSIG, Type.NSEC))
            .toArray();
    return new NSECRecord(owner, DClass.IN, TTL, next, types);
  }

  private List<Record> signed(List<Record> records) {
    List<Record> all = new ArrayList<>(records);
    Name name = records.get(0).getName();
    if (!name.subdomain(APEX)) {
      return all;
    }
    String question = Type.string(records.get(0).getType()) + " " + name.toString(true);
    // A key that nobody vouches for.
    KeyPair signer = forged.contains(question) ? SelfSignedCertificate.newKeys() : keys;
    try {
      all.add(
          DNSSEC.sign(
              new RRset(records.toArray(new Record[0])),
              key,
              signer.getPrivate(),
              Instant.now().minus(Duration.ofHours(2)),
              signedUntil));
    } catch (DNSSECException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
