package email.wildduck.james.core.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;

/** A setting this server reads: its name in the collection, its type and its default. */
public final class SettingKey<T> {
  /** Recipients per user and day; 0 is no limit. */
  public static final SettingKey<Long> MAX_RECIPIENTS = number("const:max:recipients", 2000);

  /** Recipients per message. */
  public static final SettingKey<Long> MAX_RECIPIENTS_PER_MESSAGE =
      number("const:max:rcpt_to", 400);

  /** Messages forwarded per user and day. */
  public static final SettingKey<Long> MAX_FORWARDS = number("const:max:forwards", 2000);

  /** Mailbox size in bytes for users without a quota of their own. */
  public static final SettingKey<Long> MAX_STORAGE =
      number("const:max:storage", 1024L * 1024 * 1024);

  /** How long an entry of the authentication log is kept, milliseconds; 0 keeps no log. */
  public static final SettingKey<Long> AUTHLOG_TIME =
      number("const:authlog:time", 30L * 24 * 3600 * 1000);

  /** Application-specific passwords per user. */
  public static final SettingKey<Long> APPLICATION_PASSWORD_LIMIT = number("const:asp:limit", 50);

  /** Milliseconds between two autoreplies to one sender. */
  public static final SettingKey<Long> AUTOREPLY_INTERVAL =
      number("const:autoreply:interval", 4L * 3600 * 1000);

  /** The waits between delivery attempts, such as {@code 5m, 7m, 2h}. */
  public static final SettingKey<String> DEFER_TIMES =
      new SettingKey<>(
          "const:sender:defer_times",
          "5m, 7m, 8m, 25m, 75m, 2h, 4h, 4h, 4h, 4h, 4h, 4h, 4h, 4h, 4h, 4h, 4h",
          SettingValues::asText);

  /** Every setting there is. */
  static final List<SettingKey<?>> ALL =
      List.of(
          MAX_RECIPIENTS,
          MAX_RECIPIENTS_PER_MESSAGE,
          MAX_FORWARDS,
          MAX_STORAGE,
          AUTHLOG_TIME,
          APPLICATION_PASSWORD_LIMIT,
          AUTOREPLY_INTERVAL,
          DEFER_TIMES);

  private final String name;
  private final T defaultValue;
  private final Function<BsonValue, Optional<T>> reader;

  private SettingKey(String name, T defaultValue, Function<BsonValue, Optional<T>> reader) {
    this.name = name;
    this.defaultValue = defaultValue;
    this.reader = reader;
  }

  private static SettingKey<Long> number(String name, long defaultValue) {
    return new SettingKey<>(name, defaultValue, SettingValues::asNumber);
  }

  /** The {@code key} in the collection. */
  public String name() {
    return name;
  }

  /** The value while nobody has set another. */
  public T defaultValue() {
    return defaultValue;
  }

  /** The value with this setting's type; empty if it has another. */
  Optional<T> read(BsonValue value) {
    return reader.apply(value);
  }
}
