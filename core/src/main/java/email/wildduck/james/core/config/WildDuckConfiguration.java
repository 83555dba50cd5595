package email.wildduck.james.core.config;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** All of {@code wildduck.xml}. */
public final class WildDuckConfiguration {
  private final MongoConfiguration mongo;
  private final RedisConfiguration redis;
  private final DkimConfiguration dkim;
  private final QueueConfiguration queue;
  private final CertsConfiguration certs;
  private final AuthConfiguration auth;
  private final LimitsConfiguration limits;
  private final ApiConfiguration api;
  private final SentConfiguration sent;
  private final PoolsConfiguration pools;
  private final ZonesConfiguration zones;
  private final DomainsConfiguration domains;
  private final SitesConfiguration sites;
  private final BouncesConfiguration bounces;
  private final SrsConfiguration srs;
  private final MtaStsConfiguration mtaSts;
  private final DaneConfiguration dane;
  private final GelfConfiguration gelf;
  private final HttpConfiguration http;
  private final LocalDeliveryConfiguration localDelivery;
  private final MxRoutesConfiguration mxRoutes;

  private WildDuckConfiguration(ConfigReader reader) {
    mongo = MongoConfiguration.read(reader.child("mongo"));
    redis = RedisConfiguration.read(reader.child("redis"));
    dkim = DkimConfiguration.read(reader.child("dkim"));
    queue = QueueConfiguration.read(reader.child("queue"));
    certs = CertsConfiguration.read(reader.child("certs"));
    auth = AuthConfiguration.read(reader.child("auth"));
    limits = LimitsConfiguration.read(reader.child("limits"));
    api = ApiConfiguration.read(reader.child("api"));
    sent = SentConfiguration.read(reader.child("sent"), api, queue.bucket());
    pools = PoolsConfiguration.read(reader.child("pools"));
    dane = DaneConfiguration.read(reader.child("dane"));
    zones = ZonesConfiguration.read(reader.child("zones"), pools, dane);
    domains = DomainsConfiguration.read(reader.child("domainConfig"));
    sites = SitesConfiguration.read(reader.child("siteConfig"));
    bounces = BouncesConfiguration.read(reader.child("bounces"), zones);
    srs = SrsConfiguration.read(reader.child("srs"));
    mtaSts = MtaStsConfiguration.read(reader.child("mtaSts"));
    gelf = GelfConfiguration.read(reader.child("gelf"));
    http = HttpConfiguration.read(reader.child("http"));
    localDelivery = LocalDeliveryConfiguration.read(reader.child("localDelivery"), zones);
    mxRoutes = MxRoutesConfiguration.read(reader.child("mxRoutes"), zones);
  }

  /**
   * Reads and checks the file; variables come from this process' environment.
   *
   * @throws ConfigurationException when the file cannot be used as it is
   */
  public static WildDuckConfiguration load(Path file) {
    return load(file, System::getenv);
  }

  /**
   * Reads and checks the file.
   *
   * @param environment gives the value of an environment variable, {@code null} when it is not set
   * @throws ConfigurationException when the file cannot be used as it is
   */
  public static WildDuckConfiguration load(Path file, UnaryOperator<String> environment) {
    return new WildDuckConfiguration(
        new ConfigFile(file, environment)
            .read()
            .knowing(
                "mongo",
                "redis",
                "dkim",
                "queue",
                "certs",
                "auth",
                "limits",
                "api",
                "sent",
                "pools",
                "zones",
                "domainConfig",
                "siteConfig",
                "bounces",
                "srs",
                "mtaSts",
                "dane",
                "gelf",
                "http",
                "localDelivery",
                "mxRoutes"));
  }

  /** {@code <mongo>}. */
  public MongoConfiguration mongo() {
    return mongo;
  }

  /** {@code <redis>}. */
  public RedisConfiguration redis() {
    return redis;
  }

  /** {@code <dkim>}. */
  public DkimConfiguration dkim() {
    return dkim;
  }

  /** {@code <queue>}. */
  public QueueConfiguration queue() {
    return queue;
  }

  /** {@code <certs>}. */
  public CertsConfiguration certs() {
    return certs;
  }

  /** {@code <auth>}. */
  public AuthConfiguration auth() {
    return auth;
  }

  /** {@code <limits>}. */
  public LimitsConfiguration limits() {
    return limits;
  }

  /** {@code <api>}. */
  public ApiConfiguration api() {
    return api;
  }

  /** {@code <sent>}. */
  public SentConfiguration sent() {
    return sent;
  }

  /** {@code <pools>}. */
  public PoolsConfiguration pools() {
    return pools;
  }

  /** {@code <zones>}. */
  public ZonesConfiguration zones() {
    return zones;
  }

  /** {@code <domainConfig>}. */
  public DomainsConfiguration domains() {
    return domains;
  }

  /** {@code <siteConfig>}. */
  public SitesConfiguration sites() {
    return sites;
  }

  /** {@code <bounces>}. */
  public BouncesConfiguration bounces() {
    return bounces;
  }

  /** {@code <srs>}. */
  public SrsConfiguration srs() {
    return srs;
  }

  /** {@code <mtaSts>}. */
  public MtaStsConfiguration mtaSts() {
    return mtaSts;
  }

  /** {@code <dane>}. */
  public DaneConfiguration dane() {
    return dane;
  }

  /** {@code <gelf>}. */
  public GelfConfiguration gelf() {
    return gelf;
  }

  /** {@code <http>}. */
  public HttpConfiguration http() {
    return http;
  }

  /** {@code <localDelivery>}. */
  public LocalDeliveryConfiguration localDelivery() {
    return localDelivery;
  }

  /** {@code <mxRoutes>}. */
  public MxRoutesConfiguration mxRoutes() {
    return mxRoutes;
  }
}
