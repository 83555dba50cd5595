package email.wildduck.james.delivery.dns;

import java.util.List;
import java.util.Objects;

/** Records, and what DNSSEC says about them. Immutable. */
public final class SecureAnswer<T> {
  private final boolean secure;
  private final String name;
  private final List<T> records;

  /**
   * @param secure whether the answer, with all aliases on the way and also when there are no
   *     records, is signed and valid; otherwise it comes from a part of DNS that is not signed
   * @param name the name at the end of the aliases, in lower case without the final dot
   */
  public SecureAnswer(boolean secure, String name, List<T> records) {
    this.secure = secure;
    this.name = Objects.requireNonNull(name);
    this.records = List.copyOf(records);
  }

  /** Whether DNSSEC vouches for it. */
  public boolean isSecure() {
    return secure;
  }

  /** The name that has the records. */
  public String name() {
    return name;
  }

  /** In no order; empty when there are none or the name does not exist. */
  public List<T> records() {
    return records;
  }

  @Override
  public String toString() {
    return (secure ? "secure " : "insecure ") + name + " " + records;
  }
}
