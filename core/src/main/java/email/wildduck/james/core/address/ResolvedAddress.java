package email.wildduck.james.core.address;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * An entry of the collection {@code addresses}: a mailbox address has a {@code user}, a forwarded
 * address has {@code targets} (possibly none).
 */
public final class ResolvedAddress {
  private final String address;
  private final String addrview;
  private final Optional<ObjectId> user;
  private final List<ForwardTarget> targets;

  private ResolvedAddress(
      String address, String addrview, Optional<ObjectId> user, List<ForwardTarget> targets) {
    this.address = address;
    this.addrview = addrview;
    this.user = user;
    this.targets = targets;
  }

  static ResolvedAddress of(Document document) {
    Object targets = document.get("targets");
    Stream<?> stored = targets instanceof List ? ((List<?>) targets).stream() : Stream.empty();
    return new ResolvedAddress(
        text(document, "address"),
        text(document, "addrview"),
        id(document),
        stored
            .filter(Document.class::isInstance)
            .map(Document.class::cast)
            .map(t -> new ForwardTarget(text(t, "type"), text(t, "value"), id(t)))
            .collect(Collectors.toUnmodifiableList()));
  }

  /** The address as its owner entered it; with a {@code *} if it is a wildcard. */
  public String address() {
    return address;
  }

  /** The stored comparable form. */
  public String addrview() {
    return addrview;
  }

  /** The owner of a mailbox address; empty for a forwarded address. */
  public Optional<ObjectId> user() {
    return user;
  }

  /** The targets of a forwarded address; empty for a mailbox address. */
  public List<ForwardTarget> targets() {
    return targets;
  }

  /** Whether this is the user's own address or forwards to one of theirs. */
  public boolean belongsTo(ObjectId candidate) {
    return user.map(candidate::equals)
        .orElseGet(
            () -> targets.stream().anyMatch(t -> t.user().filter(candidate::equals).isPresent()));
  }

  private static String text(Document document, String field) {
    Object value = document.get(field);
    return value instanceof String ? (String) value : "";
  }

  private static Optional<ObjectId> id(Document document) {
    Object value = document.get("user");
    return value instanceof ObjectId ? Optional.of((ObjectId) value) : Optional.empty();
  }
}
