package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import java.util.Collection;
import java.util.Map;

/** Estimates how many bytes a value takes in a reply, without encoding it. */
final class DocumentSize {

  private static final long FIXED = 16;

  private DocumentSize() {}

  static long of(Object value) {
    if (value instanceof Map<?, ?> map) {
      long size = FIXED;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        size += of(entry.getKey()) + of(entry.getValue());
      }
      return size;
    }
    if (value instanceof Collection<?> values) {
      long size = FIXED;
      for (Object element : values) {
        size += FIXED + of(element);
      }
      return size;
    }
    if (value instanceof BinData binary) {
      return FIXED + binary.getData().length;
    }
    if (value instanceof String string) {
      return FIXED + 3L * string.length();
    }
    return FIXED;
  }
}
