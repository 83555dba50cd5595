package email.wildduck.james.core.from;

/** A mailbox of an address list: display name, decoded, and address. Immutable. */
final class Mailbox {
  private final String name;
  private final String address;

  Mailbox(String name, String address) {
    this.name = name;
    this.address = address;
  }

  /** The display name; empty when there is none. */
  String name() {
    return name;
  }

  /** The address, quoted as far as needed. */
  String address() {
    return address;
  }
}
