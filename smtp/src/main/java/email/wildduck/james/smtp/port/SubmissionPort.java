package email.wildduck.james.smtp.port;

import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;

/** The port that a session came in through, for its handlers. */
public final class SubmissionPort {
  /** Where a session of our own server keeps the port's {@code jmxName}, as long as it lasts. */
  public static final AttachmentKey<String> NAME = AttachmentKey.of("wildduck.port", String.class);

  /** Where it keeps what is set for the port; a session of a stock James has none. */
  public static final AttachmentKey<PortSettings> SETTINGS =
      AttachmentKey.of("wildduck.portSettings", PortSettings.class);

  /** Where it keeps its place among the port's connections. */
  public static final AttachmentKey<ConnectionCounter.Slot> SLOT =
      AttachmentKey.of("wildduck.portSlot", ConnectionCounter.Slot.class);

  /** Where a connection keeps the client that a proxy of ours has named; unset without a proxy. */
  public static final AttributeKey<InetSocketAddress> PROXIED_CLIENT =
      AttributeKey.valueOf("wildduck.proxiedClient");

  /** What a session is said to have come in through when its port has no name. */
  private static final String UNNAMED = "submission";

  private SubmissionPort() {}

  /**
   * The port's name; {@code submission} in a stock James, whose ports tell their name to nobody.
   */
  public static String nameOf(ProtocolSession session) {
    return session.getAttachment(NAME, State.Connection).orElse(UNNAMED);
  }
}
