package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whom a message claims to be from: the addresses of all its From fields. Immutable. */
public final class Authors {
  private final List<String> addresses;
  private final boolean understood;

  private Authors(List<String> addresses, boolean understood) {
    this.addresses = List.copyOf(addresses);
    this.understood = understood;
  }

  /** The authors that a header names. */
  public static Authors of(Headers headers) {
    List<String> addresses = new ArrayList<>();
    boolean understood = true;
    for (HeaderField field : headers.all("From")) {
      MailboxList list = AddressFieldReader.read(field);
      understood &= list.isUnderstood();
      list.mailboxes().stream().map(Mailbox::address).forEach(addresses::add);
    }
    return new Authors(addresses, understood);
  }

  /** Their addresses, top to bottom, as far as they were understood. */
  public List<String> addresses() {
    return addresses;
  }

  /** What stands behind the last {@code @} of each, each once. */
  public List<String> domains() {
    return addresses.stream()
        .map(address -> address.substring(address.lastIndexOf('@') + 1))
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }

  /** Whether every From field could be read, and in one way only. */
  public boolean isUnderstood() {
    return understood;
  }
}
