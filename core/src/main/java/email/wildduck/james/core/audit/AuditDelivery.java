package email.wildduck.james.core.audit;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;

/**
 * One attempt to deliver a message to one recipient: {@code {seq, status, time, info: {to,
 * response, mx, local_ip}}}. Texts that are empty are left out. Immutable.
 */
public final class AuditDelivery {
  private final String sequence;
  private final DeliveryStatus status;
  private final Instant time;
  private final String recipient;
  private final String response;
  private final String mx;
  private final String localAddress;

  /**
   * @param sequence the number of the delivery within its message, such as {@code 001}
   * @param response the reply of the other side, or the error
   * @param mx the host that the message was sent to
   * @param localAddress the IP address that it was sent from
   */
  public AuditDelivery(
      String sequence,
      DeliveryStatus status,
      Instant time,
      String recipient,
      String response,
      String mx,
      String localAddress) {
    this.sequence = Objects.requireNonNull(sequence);
    this.status = Objects.requireNonNull(status);
    this.time = Objects.requireNonNull(time);
    this.recipient = Objects.requireNonNull(recipient);
    this.response = Objects.requireNonNull(response);
    this.mx = Objects.requireNonNull(mx);
    this.localAddress = Objects.requireNonNull(localAddress);
  }

  Document document() {
    Document info = new Document("to", recipient);
    putUnlessEmpty(info, "response", response);
    putUnlessEmpty(info, "mx", mx);
    putUnlessEmpty(info, "local_ip", localAddress);
    return new Document("seq", sequence)
        .append("status", status.word())
        .append("time", Date.from(time))
        .append("info", info);
  }

  private static void putUnlessEmpty(Document document, String name, String value) {
    if (!value.isEmpty()) {
      document.put(name, value);
    }
  }
}
