package email.wildduck.james.core.config;

import java.util.ArrayList;
import java.util.List;

/** An element of the configuration file with its place in it. */
final class ConfigElement {
  private final String path;
  private final String name;
  private final int line;
  private final List<ConfigElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  ConfigElement(String path, String name, int line) {
    this.path = path;
    this.name = name;
    this.line = line;
  }

  /** The names from the root's child to this element, joined by slashes. */
  String path() {
    return path;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  List<ConfigElement> children() {
    return children;
  }

  /** The text of the element, without surrounding white space. */
  String text() {
    return text.toString().strip();
  }

  ConfigElement addChild(String childName, int childLine) {
    String childPath = path.isEmpty() ? childName : path + "/" + childName;
    ConfigElement child = new ConfigElement(childPath, childName, childLine);
    children.add(child);
    return child;
  }

  void addText(String more) {
    text.append(more);
  }
}
