package email.wildduck.james.core.api;

import email.wildduck.james.core.message.ByteSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;

/** A message for a mailbox, and what WildDuck is to note with it. */
public final class Upload {
  private static final int LONGEST_SESSION = 255;

  private final ByteSource message;
  private final Instant date;
  private final Document metaData;
  private final String session;
  private final String clientAddress;

  /**
   * @param message the bytes to store
   * @param date the IMAP internal date
   * @param metaData stored as {@code meta.custom}, as JSON text; a few hundred characters
   * @param session the id of the SMTP session for WildDuck's log; may be empty
   * @param clientAddress the client's IP address; anything else is left out, WildDuck refuses it
   */
  public Upload(
      ByteSource message, Instant date, Document metaData, String session, String clientAddress) {
    this.message = Objects.requireNonNull(message);
    this.date = Objects.requireNonNull(date);
    this.metaData = Objects.requireNonNull(metaData);
    this.session = Objects.requireNonNull(session);
    this.clientAddress = Objects.requireNonNull(clientAddress);
  }

  ByteSource message() {
    return message;
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("unseen", "false");
    parameters.put("date", date.toString());
    parameters.put("metaData", metaData.toJson());
    if (!session.isEmpty()) {
      parameters.put("sess", session.substring(0, Math.min(LONGEST_SESSION, session.length())));
    }
    if (isAddress(clientAddress)) {
      parameters.put("ip", clientAddress);
    }
    return parameters;
  }

  private static boolean isAddress(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]{2,45}");
  }
}
