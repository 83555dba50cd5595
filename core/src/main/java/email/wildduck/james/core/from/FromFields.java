package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All From fields of a message. Immutable. */
final class FromFields {
  private final List<HeaderField> fields;
  private final List<MailboxList> lists;

  private FromFields(List<HeaderField> fields) {
    this.fields = fields;
    this.lists = fields.stream().map(AddressFieldReader::read).collect(Collectors.toList());
  }

  static FromFields of(Headers headers) {
    return new FromFields(headers.all("From"));
  }

  /** Whether there is no From field at all. */
  boolean isAbsent() {
    return fields.isEmpty();
  }

  /** Whether every field names an author and every author passes. */
  boolean allMatch(Predicate<String> allowed) {
    return lists.stream().allMatch(list -> list.allMatch(allowed));
  }

  /** The display name of the first author, decoded; empty when there is none. */
  String name() {
    return lists.isEmpty() ? "" : lists.get(0).name();
  }

  /**
   * The first address that does not pass; the whole value where it was not understood; empty when
   * no address was given.
   */
  String offending(Predicate<String> allowed) {
    for (int i = 0; i < lists.size(); i++) {
      MailboxList list = lists.get(i);
      if (!list.allMatch(allowed)) {
        String value = fields.get(i).value();
        return list.isUnderstood()
            ? firstFailing(list, allowed)
            : value.indexOf('@') < 0 ? "" : value;
      }
    }
    return "";
  }

  /** The values of all fields, unfolded, with commas between them. */
  String text() {
    return fields.stream()
        .map(HeaderField::value)
        .filter(value -> !value.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String firstFailing(MailboxList list, Predicate<String> allowed) {
    return list.mailboxes().stream()
        .map(Mailbox::address)
        .filter(allowed.negate())
        .findFirst()
        .orElse("");
  }
}
