package email.wildduck.james.core.text;

import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Values as JSON. */
public final class JsonText {
  private static final JsonWriterSettings RELAXED =
      JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
  private static final String BEFORE = "{\"v\": ";

  private JsonText() {}

  /** A text, number, list or document; the driver writes documents only. */
  public static String of(Object value) {
    String json = new Document("v", value).toJson(RELAXED);
    return json.substring(BEFORE.length(), json.length() - 1);
  }
}
