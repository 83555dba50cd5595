package email.wildduck.james.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * Reads address fields the way WildDuck stores them: {@code {address, name}} each, and {@code
 * {name, group: [...]}} for a group. Any text may be given and every address in it is found: an
 * audit is searched by addresses. Encoded words stay as they are.
 */
public final class AddressText {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:()\"]+@[^\\s<>,;:()\"]+");

  private final String value;
  private final List<Document> addresses = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder comment = new StringBuilder();
  private final StringBuilder angle = new StringBuilder();
  private List<Document> target = addresses;
  private int position;

  private AddressText(String value) {
    this.value = value;
  }

  /** The addresses of a field, in their order. */
  public static List<Document> parse(String value) {
    AddressText parser = new AddressText(value);
    parser.read();
    return parser.addresses;
  }

  private void read() {
    while (position < value.length()) {
      char c = value.charAt(position++);
      switch (c) {
        case '"':
          enclosed('"', text);
          break;
        case '(':
          enclosed(')', comment);
          break;
        case '<':
          enclosed('>', angle);
          break;
        case ',':
          complete();
          break;
        case ':':
          beginGroup();
          break;
        case ';':
          complete();
          target = addresses;
          break;
        default:
          text.append(c);
      }
    }
    complete();
  }

  /** What stands before the closing character; to the end of the value when there is none. */
  private void enclosed(char closing, StringBuilder into) {
    while (position < value.length()) {
      char c = value.charAt(position++);
      if (c == '\\' && position < value.length()) {
        into.append(value.charAt(position++));
      } else if (c == closing) {
        return;
      } else {
        into.append(c);
      }
    }
  }

  private void beginGroup() {
    if (target != addresses || angle.length() > 0) {
      text.append(':');
      return;
    }
    List<Document> members = new ArrayList<>();
    addresses.add(new Document("name", taken(text)).append("group", members));
    comment.setLength(0);
    target = members;
  }

  private void complete() {
    String name = taken(text);
    String address = taken(angle);
    String remark = taken(comment);
    if (address.isEmpty()) {
      Matcher found = ADDRESS.matcher(name);
      if (found.find()) {
        address = found.group();
        name = (name.substring(0, found.start()) + name.substring(found.end())).strip();
      }
    }
    name = name.isEmpty() ? remark : name;
    if (!name.isEmpty() || !address.isEmpty()) {
      target.add(new Document("address", address).append("name", name));
    }
  }

  private static String taken(StringBuilder builder) {
    String content = builder.toString().strip();
    builder.setLength(0);
    return content;
  }
}
