package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Optional;

/** The elements of {@code <zone>} that say how it sends, with ZoneMTA's names. */
public final class ZoneSendingConfiguration {
  static final String[] ELEMENTS = {
    "pool",
    "poolHash",
    "secure",
    "ignoreTLS",
    "requireTLS",
    "verifyCertificate",
    "requireDANE",
    "auth",
    "preferIPv6",
    "ignoreIPv6",
    "blockLocalAddresses",
    "throttling",
    "connectionCache"
  };

  /** How much encryption a zone asks for. */
  public enum Tls {
    /** STARTTLS is not used. */
    IGNORED,
    /** STARTTLS when it is offered. */
    OFFERED,
    /** Nothing goes without TLS. */
    REQUIRED,
    /** Nothing goes without TLS and a valid certificate. */
    VERIFIED,
    /** Nothing goes without TLS and a certificate that signed TLSA records vouch for. */
    DANE
  }

  /** What chooses the address of the pool. */
  public enum PoolHash {
    /** The delivery: each attempt of it comes from the same address. */
    DELIVERY,
    /** MAIL FROM. */
    SENDER
  }

  private final Optional<PoolConfiguration> pool;
  private final PoolHash poolHash;
  private final boolean secure;
  private final Tls tls;
  private final Optional<ZoneLoginConfiguration> auth;
  private final boolean ipv6Preferred;
  private final boolean ipv6Ignored;
  private final boolean localBlocked;
  private final Optional<SendingRate> throttling;
  private final Duration cacheTtl;
  private final int reuseCount;

  ZoneSendingConfiguration(String zone, ConfigReader reader, PoolsConfiguration pools) {
    ConfigReader own = reader.child("pool").knowing("address");
    pool =
        own.all("address").isEmpty()
            ? reader.text("pool").map(name -> named(name, reader, pools))
            : Optional.of(PoolConfiguration.ofZone(zone, own));
    poolHash = reader.value("poolHash", ZoneSendingConfiguration::hash).orElse(PoolHash.DELIVERY);
    secure = reader.flag("secure", false);
    tls = tls(reader);
    auth =
        reader.all("auth").isEmpty()
            ? Optional.empty()
            : Optional.of(ZoneLoginConfiguration.read(reader.child("auth")));
    ipv6Preferred = reader.flag("preferIPv6", false);
    ipv6Ignored = reader.flag("ignoreIPv6", false);
    if (ipv6Preferred && ipv6Ignored) {
      throw reader.wrong("preferIPv6", "it cannot be true while ignoreIPv6 is");
    }
    localBlocked = reader.flag("blockLocalAddresses", false);
    throttling = reader.value("throttling", SendingRate::parse).flatMap(rate -> rate);
    ConfigReader cache = reader.child("connectionCache").knowing("ttl", "reuseCount");
    cacheTtl = cache.duration("ttl", Duration.ofSeconds(5));
    if (cacheTtl.compareTo(Duration.ofMinutes(5)) > 0) {
      throw cache.wrong("ttl", "it must be at most 5min");
    }
    reuseCount = Math.toIntExact(cache.number("reuseCount", 1, 100_000).orElse(100L));
  }

  private static PoolConfiguration named(
      String name, ConfigReader reader, PoolsConfiguration pools) {
    return pools
        .find(name)
        .orElseThrow(() -> reader.wrong("pool", "there is no pool of that name in <pools>"));
  }

  private static PoolHash hash(String text) {
    switch (text) {
      case "from":
        return PoolHash.SENDER;
      case "id":
        return PoolHash.DELIVERY;
      default:
        throw new IllegalArgumentException("it must be id or from");
    }
  }

  private Tls tls(ConfigReader reader) {
    boolean ignored = reader.flag("ignoreTLS", false);
    boolean verified = reader.flag("verifyCertificate", false);
    boolean required = reader.flag("requireTLS", false);
    boolean dane = reader.flag("requireDANE", false);
    if (ignored && (verified || required || dane || secure)) {
      throw reader.wrong(
          "ignoreTLS",
          "it cannot be true while requireTLS, verifyCertificate, requireDANE or secure is");
    }
    if (dane) {
      return Tls.DANE;
    }
    if (verified) {
      return Tls.VERIFIED;
    }
    if (ignored) {
      return Tls.IGNORED;
    }
    return required ? Tls.REQUIRED : Tls.OFFERED;
  }

  /**
   * {@code pool}: the name of a pool, or addresses of the zone's own. Default: none, the system
   * chooses the address.
   */
  public Optional<PoolConfiguration> pool() {
    return pool;
  }

  /** {@code poolHash}: {@code id} or {@code from}. Default: id. */
  public PoolHash poolHash() {
    return poolHash;
  }

  /** {@code secure}: TLS from the first byte, to {@code host}. Default: false. */
  public boolean isSecure() {
    return secure;
  }

  /**
   * {@code ignoreTLS}, {@code requireTLS}, {@code verifyCertificate}, {@code requireDANE}: the one
   * that asks for most. Default: all false, TLS when it is offered.
   */
  public Tls tls() {
    return tls;
  }

  /** {@code auth}: the login at {@code host}. Default: none. */
  public Optional<ZoneLoginConfiguration> auth() {
    return auth;
  }

  /** {@code preferIPv6}. Default: false. */
  public boolean isIpv6Preferred() {
    return ipv6Preferred;
  }

  /** {@code ignoreIPv6}. Default: false. */
  public boolean isIpv6Ignored() {
    return ipv6Ignored;
  }

  /** {@code blockLocalAddresses}: private and own addresses are no targets. Default: false. */
  public boolean isLocalBlocked() {
    return localBlocked;
  }

  /** {@code throttling}: of the zone, on all nodes together. Default: none. */
  public Optional<SendingRate> throttling() {
    return throttling;
  }

  /** {@code connectionCache/ttl}: how long a connection waits for another message. Default: 5 s. */
  public Duration cacheTtl() {
    return cacheTtl;
  }

  /** {@code connectionCache/reuseCount}: the most messages on a connection. Default: 100. */
  public int reuseCount() {
    return reuseCount;
  }
}
