package email.wildduck.james.delivery.attempt;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One recipient of an attempt, with what its sender asked for in the way of delivery status
 * notifications (RFC 3461). Immutable.
 */
public final class Recipient {
  private static final Pattern NOTIFY =
      Pattern.compile("NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*");
  private static final Pattern ORCPT = Pattern.compile("[A-Za-z0-9-]+;[^\\p{Cntrl} ]+");

  private final String address;
  private final Optional<String> notify;
  private final Optional<String> originalRecipient;
  private final Optional<String> sourceKey;

  private Recipient(
      String address,
      Optional<String> notify,
      Optional<String> originalRecipient,
      Optional<String> sourceKey) {
    this.address = address;
    this.notify = notify;
    this.originalRecipient = originalRecipient;
    this.sourceKey = sourceKey;
  }

  /**
   * A recipient without wishes.
   *
   * @param address without angle brackets; may hold characters beyond ASCII. Any text is taken
   *     here; one that cannot stand in a command fails with 553 when it is sent
   */
  public static Recipient of(String address) {
    return new Recipient(
        Objects.requireNonNull(address), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * With the value of NOTIFY (RFC 3461 §4.1).
   *
   * @param value {@code NEVER}, or {@code SUCCESS}, {@code FAILURE} and {@code DELAY} with commas
   * @throws IllegalArgumentException when it is anything else
   */
  public Recipient withNotify(String value) {
    return new Recipient(address, matching(NOTIFY, value), originalRecipient, sourceKey);
  }

  /**
   * With the value of ORCPT (RFC 3461 §4.2, RFC 6533 §3).
   *
   * @param value address type, semicolon, and the address in the encoding of that type (xtext for
   *     {@code rfc822})
   * @throws IllegalArgumentException when it could not be a parameter
   */
  public Recipient withOriginalRecipient(String value) {
    return new Recipient(address, notify, matching(ORCPT, value), sourceKey);
  }

  /** With what the address to send from is chosen by: {@code <id>.<seq>} of its delivery. */
  public Recipient withSourceKey(String key) {
    return new Recipient(address, notify, originalRecipient, Optional.of(key));
  }

  private static Optional<String> matching(Pattern pattern, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("not a DSN parameter of a recipient: " + value);
    }
    return Optional.of(value);
  }

  /** The address without angle brackets. */
  public String address() {
    return address;
  }

  /** The value of NOTIFY. */
  public Optional<String> notifyValue() {
    return notify;
  }

  /** The value of ORCPT, encoded. */
  public Optional<String> originalRecipient() {
    return originalRecipient;
  }

  /** What the address to send from is chosen by; empty: the id of the request. */
  public Optional<String> sourceKey() {
    return sourceKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient
        && address.equals(((Recipient) other).address)
        && notify.equals(((Recipient) other).notify)
        && originalRecipient.equals(((Recipient) other).originalRecipient)
        && sourceKey.equals(((Recipient) other).sourceKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, notify, originalRecipient, sourceKey);
  }

  @Override
  public String toString() {
    return address;
  }
}
