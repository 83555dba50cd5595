package email.wildduck.james.queue.mail;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * How a message came in. Kept in these attributes of the Mail, named as in the metadata that
 * ZoneMTA keeps of a message ({@code spec/queue.md}):
 *
 * <ul>
 *   <li>{@code wildduck.origin} (text): the client's address, without brackets
 *   <li>{@code wildduck.transhost} (text): the name in EHLO or HELO
 *   <li>{@code wildduck.transtype} (text): SMTP or ESMTP, with S for TLS and A for AUTH behind it
 *   <li>{@code wildduck.time} (number): when DATA ended, in ms since 1970
 *   <li>{@code wildduck.session} (text): the id of the SMTP session, for the log
 *   <li>{@code wildduck.interface} (text): the name of the port
 * </ul>
 */
public final class Reception {
  /** The interface of what WildDuck forwards: From and MAIL FROM are what a stranger wrote. */
  public static final String FORWARDER = "forwarder";

  private static final TextAttribute ORIGIN = new TextAttribute("wildduck.origin");
  private static final TextAttribute TRANSHOST = new TextAttribute("wildduck.transhost");
  private static final TextAttribute TRANSTYPE = new TextAttribute("wildduck.transtype");
  private static final AttributeName TIME = AttributeName.of("wildduck.time");
  private static final TextAttribute SESSION = new TextAttribute("wildduck.session");
  private static final TextAttribute INTERFACE = new TextAttribute("wildduck.interface");

  private final String origin;
  private final String transhost;
  private final String transtype;
  private final Instant time;
  private final String session;
  private final String interfaceName;

  /** See the class for the meaning of each value; a text may be empty. */
  public Reception(
      String origin,
      String transhost,
      String transtype,
      Instant time,
      String session,
      String interfaceName) {
    this.origin = Objects.requireNonNull(origin);
    this.transhost = Objects.requireNonNull(transhost);
    this.transtype = Objects.requireNonNull(transtype);
    this.time = Objects.requireNonNull(time);
    this.session = Objects.requireNonNull(session);
    this.interfaceName = Objects.requireNonNull(interfaceName);
  }

  /** What the front door wrote to a Mail; empty when the Mail did not come through it. */
  public static Optional<Reception> of(Mail mail) {
    return AttributeUtils.getValueAndCastFromMail(mail, TIME, Long.class)
        .map(
            time ->
                new Reception(
                    ORIGIN.read(mail).orElse(""),
                    TRANSHOST.read(mail).orElse(""),
                    TRANSTYPE.read(mail).orElse(""),
                    Instant.ofEpochMilli(time),
                    SESSION.read(mail).orElse(""),
                    INTERFACE.read(mail).orElse("")));
  }

  /** Whether a Mail is one that WildDuck forwards. */
  public static boolean isForwarded(Mail mail) {
    return of(mail).map(Reception::interfaceName).filter(FORWARDER::equals).isPresent();
  }

  /** Writes the attributes to a Mail. */
  public void writeTo(Mail mail) {
    ORIGIN.write(mail, origin);
    TRANSHOST.write(mail, transhost);
    TRANSTYPE.write(mail, transtype);
    mail.setAttribute(new Attribute(TIME, AttributeValue.of(time.toEpochMilli())));
    SESSION.write(mail, session);
    INTERFACE.write(mail, interfaceName);
  }

  /** The client's address. */
  public String origin() {
    return origin;
  }

  /** The name the client gave itself. */
  public String transhost() {
    return transhost;
  }

  /** The protocol, as in the {@code with} of a Received field (RFC 3848). */
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

  /** The name of the port. */
  public String interfaceName() {
    return interfaceName;
  }
}
