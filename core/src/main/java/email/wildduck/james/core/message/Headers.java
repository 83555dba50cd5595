package email.wildduck.james.core.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The header fields of a message in their order, top to bottom. Immutable: every edit gives a new
 * object and leaves the fields that it does not name byte for byte.
 */
public final class Headers {
  private static final Headers EMPTY = new Headers(Collections.emptyList());

  private final List<HeaderField> fields;

  private Headers(List<HeaderField> fields) {
    this.fields = Collections.unmodifiableList(fields);
  }

  /** No fields. */
  public static Headers empty() {
    return EMPTY;
  }

  /** These fields, in this order. */
  public static Headers of(List<HeaderField> fields) {
    return new Headers(new ArrayList<>(fields));
  }

  /** All fields, lines that are no field included. */
  public List<HeaderField> fields() {
    return fields;
  }

  /** The fields of that name (in any case), top to bottom. */
  public List<HeaderField> all(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).collect(Collectors.toList());
  }

  /** The topmost field of that name. */
  public Optional<HeaderField> first(String name) {
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Whether there is a field of that name. */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /**
   * With a field added above all others; below lines at the top that start with white space and so
   * belong to no field, because they would become a fold of the new one.
   */
  public Headers prepend(HeaderField field) {
    int top = 0;
    while (top < fields.size() && fields.get(top).startsWithWhiteSpace()) {
      top++;
    }
    List<HeaderField> edited = new ArrayList<>(fields);
    if (top > 0) {
      edited.set(top - 1, edited.get(top - 1).terminated());
    }
    edited.add(top, field);
    return new Headers(edited);
  }

  /** With a field added below all others. */
  public Headers append(HeaderField field) {
    List<HeaderField> edited = new ArrayList<>(fields.size() + 1);
    edited.addAll(fields);
    if (!edited.isEmpty()) {
      edited.add(edited.remove(edited.size() - 1).terminated());
    }
    edited.add(field);
    return new Headers(edited);
  }

  /** Without the fields of that name. */
  public Headers remove(String name) {
    return contains(name) ? removeIf(field -> field.isNamed(name)) : this;
  }

  /** Without the fields that the condition holds for. */
  public Headers removeIf(Predicate<HeaderField> condition) {
    return new Headers(fields.stream().filter(condition.negate()).collect(Collectors.toList()));
  }

  /**
   * With {@code replacement} at the place of the topmost field of its name and all others of that
   * name removed; at the bottom when there was none.
   */
  public Headers replace(HeaderField replacement) {
    List<HeaderField> edited = new ArrayList<>(fields.size());
    boolean placed = false;
    for (HeaderField field : fields) {
      if (!field.isNamed(replacement.name())) {
        edited.add(field);
      } else if (!placed) {
        edited.add(replacement);
        placed = true;
      }
    }
    return placed ? new Headers(edited) : append(replacement);
  }

  /** The number of bytes of all fields. */
  public long size() {
    return fields.stream().mapToLong(HeaderField::size).sum();
  }

  /** Writes the fields, without the empty line that ends the header. */
  public void writeTo(OutputStream out) throws IOException {
    for (HeaderField field : fields) {
      out.write(field.toBytes());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers && fields.equals(((Headers) other).fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
