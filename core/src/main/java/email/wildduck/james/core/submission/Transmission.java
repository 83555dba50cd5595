package email.wildduck.james.core.submission;

import java.time.Instant;
import java.util.Objects;

/** How a message came in. Any text may be empty. Immutable. */
public final class Transmission {
  private final String origin;
  private final String transhost;
  private final String transtype;
  private final Instant time;
  private final String session;

  /**
   * @param origin the client's IP address
   * @param transhost the name in EHLO or HELO
   * @param transtype the protocol, such as ESMTPSA
   * @param time when the message had arrived
   * @param session the id of the SMTP session
   */
  public Transmission(
      String origin, String transhost, String transtype, Instant time, String session) {
    this.origin = Objects.requireNonNull(origin);
    this.transhost = Objects.requireNonNull(transhost);
    this.transtype = Objects.requireNonNull(transtype);
    this.time = Objects.requireNonNull(time);
    this.session = Objects.requireNonNull(session);
  }

  /** The client's IP address. */
  public String origin() {
    return origin;
  }

  /** The client's name as ZoneMTA writes it when the address has no name: in brackets. */
  public String originhost() {
    return origin.isEmpty() ? "" : "[" + origin + "]";
  }

  /** The name the client gave itself. */
  public String transhost() {
    return transhost;
  }

  /** The protocol. */
  public String transtype() {
    return transtype;
  }

  /** When the message had arrived. */
  public Instant time() {
    return time;
  }

  /** The id of the SMTP session. */
  public String session() {
    return session;
  }
}
