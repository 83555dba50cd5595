package email.wildduck.james.delivery.http;

import email.wildduck.james.core.address.AddressText;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.text.EncodedWords;
import email.wildduck.james.core.text.JsonText;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Recipient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The fields that a message is posted with: {@code id, from, to}, {@code headers[...]} as JSON,
 * {@code mail_to_http[from|rcpt|real_length|body]}, and the file {@code message}.
 */
final class MessageForm {
  /** Of the field {@code mail_to_http[body]}, in bytes. */
  private static final long MAX_BODY = 500 * 1024;

  private final List<FormPart> parts = new ArrayList<>();

  private MessageForm() {}

  static List<FormPart> of(DeliveryRequest request, Recipient recipient) throws IOException {
    MessageForm form = new MessageForm();
    RawMessage message = request.message();
    form.text("id", request.id());
    form.text("from", request.sender());
    form.text("to", recipient.address());
    form.headers(message.headers());
    form.text("mail_to_http[from]", request.sender());
    form.text("mail_to_http[rcpt]", recipient.address());
    form.text("mail_to_http[real_length]", Long.toString(message.size()));
    form.parts.add(FormPart.beginOf("mail_to_http[body]", message, MAX_BODY));
    form.parts.add(
        FormPart.file(
            "message",
            request.id().replaceFirst("\\..*", "").replaceAll("[^A-Za-z0-9-]", "_") + ".eml",
            "message/rfc822",
            message));
    return form.parts;
  }

  private void text(String name, String value) throws IOException {
    parts.add(FormPart.text(name, value));
  }

  private void headers(Headers headers) throws IOException {
    first("from", addresses(headers, "From"));
    all("to", addresses(headers, "To"));
    all("cc", addresses(headers, "Cc"));
    all("bcc", addresses(headers, "Bcc"));
    first("reply_to", addresses(headers, "Reply-To"));
    first("sender", addresses(headers, "Sender"));
    value("in_reply_to", headers, "In-Reply-To");
    value("references", headers, "References");
    value("date", headers, "Date");
    value("message_id", headers, "Message-ID");
    json(
        "subject",
        EncodedWords.decode(valueOf(headers, "Subject")).replaceAll("[\\x00-\\x1f]+", "_").strip());
  }

  private void first(String name, List<Document> addresses) throws IOException {
    Optional<Document> first = addresses.stream().findFirst();
    if (first.isPresent()) {
      text(field(name), JsonText.of(first.get()));
    }
  }

  private void all(String name, List<Document> addresses) throws IOException {
    if (!addresses.isEmpty()) {
      text(field(name), JsonText.of(addresses));
    }
  }

  private void value(String name, Headers headers, String header) throws IOException {
    json(name, valueOf(headers, header));
  }

  private void json(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      text(field(name), JsonText.of(value));
    }
  }

  private static String field(String name) {
    return "headers[" + name + "]";
  }

  private static String valueOf(Headers headers, String name) {
    return headers.first(name).map(HeaderField::value).orElse("");
  }

  private static List<Document> addresses(Headers headers, String name) {
    List<Document> addresses = new ArrayList<>();
    for (HeaderField field : headers.all(name)) {
      for (Document address : AddressText.parse(field.value())) {
        addresses.add(address.append("name", EncodedWords.decode(address.get("name", ""))));
      }
    }
    return addresses;
  }
}
