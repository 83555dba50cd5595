package email.wildduck.james.core.audit;

import email.wildduck.james.core.address.AddressText;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * A header as WildDuck's {@code parsedHeader}: names in lower case, from the bottom to the top;
 * unfolded text, an array of texts for a field that occurs several times; address fields as arrays
 * of {@code {address, name}}; Content-Type and Content-Disposition with their parameters.
 */
final class ParsedHeader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9*-]{1,99}");
  private static final Pattern FOLD = Pattern.compile("\\s*\\r?\\n\\s*");
  private static final Set<String> ADDRESSES =
      Set.of("from", "sender", "reply-to", "to", "cc", "bcc");
  private static final Set<String> WITH_PARAMETERS = Set.of("content-type", "content-disposition");
  private static final Set<String> SINGLE =
      Set.of(
          "in-reply-to",
          "message-id",
          "content-transfer-encoding",
          "content-id",
          "content-description",
          "content-language",
          "content-md5",
          "content-location");

  private ParsedHeader() {}

  static Document of(Headers headers) {
    Document parsed = new Document();
    List<HeaderField> fields = headers.fields();
    for (int i = fields.size() - 1; i >= 0; i--) {
      String name = fields.get(i).key();
      if (NAME.matcher(name).matches() && !parsed.containsKey(name)) {
        parsed.put(name, valueOf(name, headers.all(name)));
      }
    }
    parsed.putIfAbsent("content-type", ParameterText.parse("text/plain"));
    return parsed;
  }

  private static Object valueOf(String name, List<HeaderField> fields) {
    List<String> texts = new ArrayList<>();
    fields.forEach(field -> texts.add(textOf(field)));
    String last = texts.get(texts.size() - 1);
    if (WITH_PARAMETERS.contains(name)) {
      return ParameterText.parse(last);
    }
    if (ADDRESSES.contains(name)) {
      List<Document> addresses = new ArrayList<>();
      texts.forEach(text -> addresses.addAll(AddressText.parse(text)));
      return addresses;
    }
    return texts.size() == 1 || SINGLE.contains(name) ? last : texts;
  }

  private static String textOf(HeaderField field) {
    String text = JsText.trim(new String(field.rawValue(), StandardCharsets.UTF_8));
    return FOLD.matcher(text).replaceAll(" ");
  }
}
