package email.wildduck.james.smtp.dsn;

import java.util.EnumSet;
import java.util.Optional;
import org.apache.mailet.DsnParameters.Notify;

/** The value of NOTIFY (RFC 3461 §4.1): {@code NEVER}, or a list of the others. */
final class NotifyValue {
  private NotifyValue() {}

  static Optional<EnumSet<Notify>> parse(String text) {
    EnumSet<Notify> values = EnumSet.noneOf(Notify.class);
    for (String word : text.split(",", -1)) {
      Optional<Notify> value = Notify.parseValue(word);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values).filter(v -> !v.contains(Notify.NEVER) || v.size() == 1);
  }
}
