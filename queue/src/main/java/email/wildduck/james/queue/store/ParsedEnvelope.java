package email.wildduck.james.queue.store;

import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The addresses in the header of a message as it came in, before anything was rewritten: {@code
 * {from, to[], cc[], bcc[], replyTo, sender}}, where {@code false} stands for a missing text.
 */
public final class ParsedEnvelope {
  private final Document document;

  private ParsedEnvelope(Document document) {
    this.document = document;
  }

  /** The addresses without display names; {@code from} is the first of its field. */
  public static ParsedEnvelope of(
      Optional<String> from, List<String> to, List<String> cc, List<String> bcc) {
    return new ParsedEnvelope(
        new Document("from", orFalse(from))
            .append("to", List.copyOf(to))
            .append("cc", List.copyOf(cc))
            .append("bcc", List.copyOf(bcc))
            .append("replyTo", false)
            .append("sender", false));
  }

  /** With the first address of Reply-To. */
  public ParsedEnvelope withReplyTo(String address) {
    return with("replyTo", address);
  }

  /** With the address of Sender. */
  public ParsedEnvelope withSender(String address) {
    return with("sender", address);
  }

  Document toDocument() {
    return new Document(document);
  }

  private ParsedEnvelope with(String field, String address) {
    return new ParsedEnvelope(new Document(document).append(field, address));
  }

  private static Object orFalse(Optional<String> text) {
    return text.isPresent() ? text.get() : false;
  }
}
