package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.TakenEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders;
import org.bson.Document;

/**
 * What James knows about a mail besides envelope and message, as the sub-document {@code james} of
 * a delivery:
 *
 * <pre>{@code
 * {name, state, errorMessage, lastUpdated: Date, remoteAddr, remoteHost, priority: 0..9,
 *  attributes: [{name, value: JSON as AttributeValue writes it}],
 *  recipientHeaders: [{recipient, name, value}]}
 * }</pre>
 *
 * <p>Lists and not sub-documents, because names of attributes hold dots. Attributes that James
 * cannot write as JSON are dropped, as its other queues do.
 */
final class MailFields {
  static final String NAME = "name";

  private static final String STATE = "state";
  private static final String ERROR_MESSAGE = "errorMessage";
  private static final String LAST_UPDATED = "lastUpdated";
  private static final String REMOTE_ADDRESS = "remoteAddr";
  private static final String REMOTE_HOST = "remoteHost";
  private static final String PRIORITY = "priority";
  private static final String ATTRIBUTES = "attributes";
  private static final String RECIPIENT_HEADERS = "recipientHeaders";
  private static final String RECIPIENT = "recipient";
  private static final String VALUE = "value";

  private MailFields() {}

  static Document write(Mail mail) {
    Document fields = new Document(NAME, mail.getName());
    append(fields, STATE, mail.getState());
    append(fields, ERROR_MESSAGE, mail.getErrorMessage());
    append(fields, LAST_UPDATED, mail.getLastUpdated());
    append(fields, REMOTE_ADDRESS, mail.getRemoteAddr());
    append(fields, REMOTE_HOST, mail.getRemoteHost());
    return fields
        .append(PRIORITY, MailPriority.of(mail))
        .append(ATTRIBUTES, attributes(mail))
        .append(RECIPIENT_HEADERS, recipientHeaders(mail));
  }

  /** The priority of a mail in the queue. */
  static int priority(TakenEntry entry) {
    try {
      return entry.entry().extension().getInteger(PRIORITY, MailPrioritySupport.NORMAL_PRIORITY);
    } catch (BrokenEntryException e) {
      return MailPrioritySupport.NORMAL_PRIORITY;
    }
  }

  /**
   * @throws javax.mail.internet.AddressException when a recipient is no address
   */
  static void read(Document fields, MailImpl.Builder mail) throws Exception {
    mail.state(fields.getString(STATE))
        .errorMessage(fields.getString(ERROR_MESSAGE))
        .lastUpdated(fields.get(LAST_UPDATED, Date.class))
        .remoteAddr(fields.getString(REMOTE_ADDRESS))
        .remoteHost(fields.getString(REMOTE_HOST));
    for (Document attribute : list(fields, ATTRIBUTES)) {
      mail.addAttribute(attribute(attribute));
    }
    for (Document header : list(fields, RECIPIENT_HEADERS)) {
      mail.addHeaderForRecipient(
          PerRecipientHeaders.Header.builder()
              .name(header.getString(NAME))
              .value(header.getString(VALUE))
              .build(),
          new MailAddress(header.getString(RECIPIENT)));
    }
  }

  private static Attribute attribute(Document attribute) throws IOException {
    return new Attribute(
        AttributeName.of(attribute.getString(NAME)),
        AttributeValue.fromJsonString(attribute.getString(VALUE)));
  }

  private static List<Document> list(Document fields, String name) {
    return Optional.ofNullable(fields.getList(name, Document.class)).orElse(List.of());
  }

  private static void append(Document fields, String name, Object value) {
    if (value != null) {
      fields.append(name, value);
    }
  }

  private static List<Document> attributes(Mail mail) {
    List<Document> attributes = new ArrayList<>();
    mail.attributes()
        .forEach(
            attribute ->
                attribute
                    .getValue()
                    .toJson()
                    .ifPresent(
                        json ->
                            attributes.add(
                                new Document(NAME, attribute.getName().asString())
                                    .append(VALUE, json.toString()))));
    return attributes;
  }

  private static List<Document> recipientHeaders(Mail mail) {
    List<Document> headers = new ArrayList<>();
    mail.getPerRecipientSpecificHeaders()
        .getHeadersByRecipient()
        .forEach(
            (recipient, header) ->
                headers.add(
                    new Document(RECIPIENT, recipient.asString())
                        .append(NAME, header.getName())
                        .append(VALUE, header.getValue())));
    return headers;
  }
}
