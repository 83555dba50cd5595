package email.wildduck.james.queue.route;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * The fields {@code mx, mxPort, mxAuth, mxSecure, skipSRS, skipSTS, http, targetUrl} of a delivery.
 * What is not set is not stored. Immutable.
 */
public final class DeliveryTarget {
  private static final DeliveryTarget MX_OF_DOMAIN = new DeliveryTarget(new Document());

  private final Document fields;

  private DeliveryTarget(Document fields) {
    this.fields = fields;
  }

  /** The usual one: the MX of the recipient's domain. */
  public static DeliveryTarget mxOfDomain() {
    return MX_OF_DOMAIN;
  }

  /** Fixed hosts in the place of the MX look-up. */
  public static DeliveryTarget hosts(List<MxHost> hosts) {
    return MX_OF_DOMAIN.with(
        "mx", hosts.stream().map(MxHost::toDocument).collect(Collectors.toList()));
  }

  /** An HTTP address that the message is posted to. */
  public static DeliveryTarget http(String url) {
    return MX_OF_DOMAIN.with("http", true).with("targetUrl", url);
  }

  /**
   * What stands in a delivery. ZoneMTA and WildDuck write ports as number or as text.
   *
   * @throws IllegalArgumentException when a host or the port cannot be read
   */
  public static DeliveryTarget of(Document delivery) {
    DeliveryTarget target = MX_OF_DOMAIN;
    for (String field :
        List.of("mx", "mxPort", "mxAuth", "mxSecure", "skipSRS", "skipSTS", "http", "targetUrl")) {
      if (delivery.get(field) != null) {
        target = target.with(field, delivery.get(field));
      }
    }
    target.check();
    return target;
  }

  /** On that port. */
  public DeliveryTarget withPort(int port) {
    return with("mxPort", port);
  }

  /** With a login. */
  public DeliveryTarget withLogin(RelayLogin login) {
    return with("mxAuth", new Document("user", login.user()).append("pass", login.password()));
  }

  /** With TLS from the first byte. */
  public DeliveryTarget withImplicitTls() {
    return with("mxSecure", true);
  }

  /** Without rewriting the sender. */
  public DeliveryTarget withoutSrs() {
    return with("skipSRS", true);
  }

  /** Without asking for the recipient domain's MTA-STS policy. */
  public DeliveryTarget withoutMtaSts() {
    return with("skipSTS", true);
  }

  /** Whether the MX of the domain is looked up, and nothing else is said about it. */
  public boolean isMxOfDomain() {
    return fields.isEmpty();
  }

  /** Fixed hosts; empty: the MX of the domain. */
  public List<MxHost> hosts() {
    Object hosts = fields.get("mx");
    return hosts instanceof List
        ? ((List<?>) hosts)
            .stream()
                .filter(Document.class::isInstance)
                .map(host -> MxHost.of((Document) host))
                .collect(Collectors.toList())
        : List.of();
  }

  /** The port, where it is not the usual one. */
  public Optional<Integer> port() {
    Object port = fields.get("mxPort");
    if (port instanceof Number) {
      return Optional.of(((Number) port).intValue());
    }
    return port instanceof String && !((String) port).isBlank()
        ? Optional.of(Integer.valueOf(((String) port).trim()))
        : Optional.empty();
  }

  /** The login, where there is one. */
  public Optional<RelayLogin> login() {
    Object login = fields.get("mxAuth");
    return login instanceof Document
        ? Optional.of(
            new RelayLogin(
                String.valueOf(((Document) login).get("user")),
                String.valueOf(((Document) login).get("pass"))))
        : Optional.empty();
  }

  /** Whether TLS begins with the first byte. */
  public boolean isImplicitTls() {
    return isSet("mxSecure");
  }

  /** Whether the sender stays as it is. */
  public boolean isWithoutSrs() {
    return isSet("skipSRS");
  }

  /** Whether the recipient domain's MTA-STS policy does not count. */
  public boolean isWithoutMtaSts() {
    return isSet("skipSTS");
  }

  /** Whether it is posted to an HTTP address, be there one or not. */
  public boolean isHttp() {
    return isSet("http");
  }

  /** The HTTP address; empty: by SMTP, or there is none. */
  public Optional<String> url() {
    Object url = fields.get("targetUrl");
    return isSet("http") && url instanceof String ? Optional.of((String) url) : Optional.empty();
  }

  /** A new document with the fields that are set. */
  public Document toFields() {
    return new Document(fields);
  }

  private void check() {
    hosts().forEach(host -> Objects.requireNonNull(host.exchange()));
    port()
        .filter(port -> port < 1 || port > 65_535)
        .ifPresent(
            port -> {
              throw new IllegalArgumentException("not a port: " + port);
            });
  }

  private boolean isSet(String field) {
    return Boolean.TRUE.equals(fields.get(field));
  }

  private DeliveryTarget with(String field, Object value) {
    return new DeliveryTarget(new Document(fields).append(field, value));
  }
}
