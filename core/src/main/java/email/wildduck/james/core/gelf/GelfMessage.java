package email.wildduck.james.core.gelf;

import email.wildduck.james.core.config.GelfConfiguration;
import email.wildduck.james.core.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** The GELF form of an event. Immutable. */
final class GelfMessage {
  private static final Map<String, String> MAIL_ACTIONS =
      Map.of(
          "QUEUED", "queued",
          "ACCEPTED", "accepted",
          "DEFERRED", "deferred",
          "REJECTED", "bounced",
          "NOQUEUE", "dropped",
          "DELETED", "dropped",
          "DROP", "dropped",
          "QUEUE_BOUNCE", "queue_bounce");
  private static final String BOUNCE_TYPE = "queue_bounce_type";
  private static final String SUBJECT = "subject";

  /** Of syslog: informational. */
  private static final int LEVEL = 6;

  private static final JsonWriterSettings JSON =
      JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

  private final GelfConfiguration configuration;
  private final String source;

  /**
   * @param source the name of this host
   */
  GelfMessage(GelfConfiguration configuration, String source) {
    this.configuration = configuration;
    this.source = source;
  }

  /** The JSON text in UTF-8. */
  byte[] of(Event event, Instant time) {
    return fields(event, time).toJson(JSON).getBytes(StandardCharsets.UTF_8);
  }

  /** Values that are empty or 0 are left out, as ZoneMTA does. */
  Document fields(Event event, Instant time) {
    Document gelf =
        new Document("version", "1.1")
            .append("host", source)
            .append("short_message", text(event))
            .append("timestamp", time.toEpochMilli() / 1000.0)
            .append("level", LEVEL)
            .append("facility", configuration.facility())
            .append("_component", configuration.component());
    String id = event.queueId();
    int dot = id.indexOf('.');
    put(gelf, "queue_id", dot < 0 ? id : id.substring(0, dot));
    put(gelf, "queue_id_seq", dot < 0 ? "" : id.substring(dot + 1));
    put(gelf, "mail_action", MAIL_ACTIONS.getOrDefault(event.word(), lowerCase(event.word())));
    event.facts().forEach((name, value) -> put(gelf, name, shown(name, value)));
    return gelf;
  }

  private String text(Event event) {
    Object about = event.facts().getOrDefault(BOUNCE_TYPE, event.queueId());
    return configuration.component().toUpperCase(Locale.ROOT)
        + (" [" + event.word() + "] " + about).stripTrailing();
  }

  private Object shown(String name, Object value) {
    if (!name.equals(SUBJECT)) {
      return value;
    }
    String subject = value.toString();
    return subject.substring(0, Math.min(subject.length(), configuration.subjectLength()));
  }

  private static void put(Document gelf, String name, Object value) {
    if (!value.equals("") && !value.equals(0L)) {
      gelf.put("_" + name, value);
    }
  }

  private static String lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
