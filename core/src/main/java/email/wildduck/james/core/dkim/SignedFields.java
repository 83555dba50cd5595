package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which header fields of a message are signed: the {@code h=} tag and the bytes it stands for. */
final class SignedFields {
  /** ZoneMTA's list, in its order. */
  private static final List<String> SIGNABLE =
      List.of(
          "from",
          "sender",
          "reply-to",
          "subject",
          "date",
          "message-id",
          "to",
          "cc",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "content-id",
          "content-description",
          "resent-date",
          "resent-from",
          "resent-sender",
          "resent-to",
          "resent-cc",
          "resent-message-id",
          "in-reply-to",
          "references",
          "list-id",
          "list-help",
          "list-unsubscribe",
          "list-subscribe",
          "list-post",
          "list-owner",
          "list-archive",
          "list-unsubscribe-post",
          "feedback-id");

  /** What a mail program shows: nobody may add another one (RFC 6376 §8.15). */
  private static final Set<String> OVER_SIGNED = Set.of("from", "subject", "date", "to");

  private final List<String> names;
  private final List<HeaderField> fields;

  private SignedFields(List<String> names, List<HeaderField> fields) {
    this.names = names;
    this.fields = fields;
  }

  /**
   * Without over-signing: the last field of each name, named once. With it, for those that are
   * over-signed: all fields from the last to the first, named once more than there are.
   */
  static SignedFields of(Headers headers, boolean overSigning) {
    Map<String, Deque<HeaderField>> byKey = new HashMap<>();
    for (HeaderField field : headers.fields()) {
      byKey.computeIfAbsent(field.key(), key -> new ArrayDeque<>(1)).addFirst(field);
    }
    List<String> names = new ArrayList<>();
    List<HeaderField> fields = new ArrayList<>();
    for (String name : SIGNABLE) {
      Deque<HeaderField> lastToFirst = byKey.getOrDefault(name, new ArrayDeque<>(0));
      if (overSigning && OVER_SIGNED.contains(name)) {
        names.addAll(Collections.nCopies(lastToFirst.size() + 1, name));
        fields.addAll(lastToFirst);
      } else if (!lastToFirst.isEmpty()) {
        names.add(name);
        fields.add(lastToFirst.getFirst());
      }
    }
    return new SignedFields(names, fields);
  }

  /** The value of the {@code h=} tag. */
  String tag() {
    return String.join(":", names);
  }

  /** The fields in canonical form, each ended by CRLF. */
  byte[] canonical() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (HeaderField field : fields) {
      out.writeBytes(RelaxedHeader.of(field));
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }
}
