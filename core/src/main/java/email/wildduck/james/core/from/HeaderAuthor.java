package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import java.util.Objects;

/**
 * The first author that a field From names, for people to see; no rule may rely on it. Immutable.
 */
public final class HeaderAuthor {
  private final String name;
  private final String address;

  private HeaderAuthor(String name, String address) {
    this.name = Objects.requireNonNull(name);
    this.address = Objects.requireNonNull(address);
  }

  /** What can be read of a field; name and address are empty when nothing can. */
  public static HeaderAuthor of(HeaderField from) {
    MailboxList list = AddressFieldReader.read(from);
    return new HeaderAuthor(
        list.name(), list.mailboxes().stream().map(Mailbox::address).findFirst().orElse(""));
  }

  /** The display name, decoded. */
  public String name() {
    return name;
  }

  /** The address as written. */
  public String address() {
    return address;
  }
}
