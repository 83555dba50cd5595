package email.wildduck.james.core.from;

import java.util.List;
import java.util.function.Predicate;

/** What {@link MailboxParser} found in the value of a From field. Immutable. */
final class MailboxList {
  private final List<Mailbox> mailboxes;
  private final String name;
  private final boolean understood;

  private MailboxList(List<Mailbox> mailboxes, String name, boolean understood) {
    this.mailboxes = List.copyOf(mailboxes);
    this.name = name;
    this.understood = understood;
  }

  /** A value that means the same to everybody. */
  static MailboxList understood(List<Mailbox> mailboxes, String name) {
    return new MailboxList(mailboxes, name, true);
  }

  /** A value that cannot be relied on, with what is probably the display name in it. */
  static MailboxList notUnderstood(String name) {
    return new MailboxList(List.of(), name, false);
  }

  /** All mailboxes, those of groups included; none when the value was not understood. */
  List<Mailbox> mailboxes() {
    return mailboxes;
  }

  /** The first display name, decoded: of the first mailbox, or of a group that has none. */
  String name() {
    return name;
  }

  /** Whether the value could be read in one way only. */
  boolean isUnderstood() {
    return understood;
  }

  /** Whether there is an author at all and each of them passes. */
  boolean allMatch(Predicate<String> allowed) {
    return understood
        && !mailboxes.isEmpty()
        && mailboxes.stream().map(Mailbox::address).allMatch(allowed);
  }
}
