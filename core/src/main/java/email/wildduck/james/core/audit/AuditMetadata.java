package email.wildduck.james.core.audit;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.submission.SubmittedMessage;
import email.wildduck.james.core.text.EncodedWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * What an audit knows about a message: {@code {date, msgid, header, ha, info, subject, addresses}}.
 */
final class AuditMetadata {
  private static final List<String> SEARCHED = List.of("from", "to", "cc", "bcc");

  private AuditMetadata() {}

  /**
   * The metadata of a message, without the audit that it is for.
   *
   * @throws IOException when the message cannot be read
   */
  static Document of(SubmittedMessage message) throws IOException {
    ByteSource copy = message.copy();
    Document header = ParsedHeader.of(RawMessage.parse(copy).headers());
    return new Document("date", Date.from(message.transmission().time()))
        .append("msgid", message.messageId())
        .append("header", header)
        .append("ha", Attachments.areIn(copy))
        .append("info", message.info())
        .append("subject", subjectOf(header))
        .append("addresses", addressesOf(header));
  }

  private static String subjectOf(Document header) {
    Object subject = header.get("subject");
    if (subject instanceof List && !((List<?>) subject).isEmpty()) {
      subject = ((List<?>) subject).get(((List<?>) subject).size() - 1);
    }
    return subject instanceof String ? EncodedWords.decode(((String) subject).strip()) : "";
  }

  private static List<Document> addressesOf(Document header) {
    List<Document> addresses = new ArrayList<>();
    for (String type : SEARCHED) {
      for (Document mailbox : header.getList(type, Document.class, List.of())) {
        add(mailbox, type, addresses);
      }
    }
    return addresses;
  }

  private static void add(Document mailbox, String type, List<Document> addresses) {
    if (mailbox.containsKey("group")) {
      mailbox.getList("group", Document.class).forEach(member -> add(member, type, addresses));
      return;
    }
    String address = mailbox.getString("address");
    addresses.add(
        new Document("name", EncodedWords.decode(mailbox.getString("name")))
            .append("address", address.isEmpty() ? "" : AddressNormalizer.normalize(address))
            .append("type", type));
  }
}
