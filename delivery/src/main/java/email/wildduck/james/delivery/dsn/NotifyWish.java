package email.wildduck.james.delivery.dsn;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Of what a sender wants to be told for one recipient: NOTIFY (RFC 3461 §4.1). Immutable. */
public final class NotifyWish {
  private static final NotifyWish UNSPECIFIED =
      new NotifyWish(EnumSet.of(NotifyEvent.FAILURE, NotifyEvent.DELAY));
  private static final NotifyWish NEVER = new NotifyWish(EnumSet.noneOf(NotifyEvent.class));

  private final Set<NotifyEvent> events;

  private NotifyWish(EnumSet<NotifyEvent> events) {
    this.events = Collections.unmodifiableSet(events);
  }

  /** Nothing was asked: failures and delays are told. */
  public static NotifyWish unspecified() {
    return UNSPECIFIED;
  }

  /** {@code NOTIFY=NEVER}. */
  public static NotifyWish never() {
    return NEVER;
  }

  /** {@code NOTIFY=} a list; no events mean never. */
  public static NotifyWish of(Set<NotifyEvent> events) {
    EnumSet<NotifyEvent> copy = EnumSet.noneOf(NotifyEvent.class);
    copy.addAll(events);
    return new NotifyWish(copy);
  }

  /**
   * The value of NOTIFY: {@code NEVER}, or events separated by commas, in any case. A value in
   * which there is none of these counts as nothing asked: a failure is rather told than not.
   */
  public static NotifyWish parse(String value) {
    Set<String> words = Set.copyOf(Arrays.asList(value.toUpperCase(Locale.ROOT).split("[\\s,]+")));
    if (words.equals(Set.of("NEVER"))) {
      return NEVER;
    }
    EnumSet<NotifyEvent> events = EnumSet.allOf(NotifyEvent.class);
    events.removeIf(event -> !words.contains(event.name()));
    return events.isEmpty() ? UNSPECIFIED : new NotifyWish(events);
  }

  /** Whether a report of that kind is wanted. */
  public boolean wants(ReportKind kind) {
    return events.contains(kind.event());
  }
}
