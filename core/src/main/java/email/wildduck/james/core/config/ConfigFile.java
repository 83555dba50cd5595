package email.wildduck.james.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML file into elements that know their line. Document types and entities are refused.
 */
final class ConfigFile {
  private static final String ROOT = "wildduck";

  private final Path file;
  private final Variables variables;

  ConfigFile(Path file, UnaryOperator<String> environment) {
    this.file = file;
    this.variables = new Variables(environment);
  }

  ConfigReader read() {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          file + ": there is no such file; copy the sample from james-conf and adapt it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new ConfigReader(file.getFileName().toString(), parse(in), variables);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (XMLStreamException e) {
      throw new ConfigurationException(
          file.getFileName()
              + ", line "
              + e.getLocation().getLineNumber()
              + ": this is not XML: "
              + e.getMessage().replaceAll("\\s+", " "),
          e);
    }
  }

  private ConfigElement parse(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    xml.nextTag();
    if (!xml.getLocalName().equals(ROOT)) {
      throw new ConfigurationException(
          file.getFileName()
              + ": the outermost element is <"
              + xml.getLocalName()
              + ">, it must be <"
              + ROOT
              + ">");
    }
    ConfigElement root = new ConfigElement("", ROOT, 1);
    Deque<ConfigElement> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        refuseAttributes(xml);
        open.push(open.peek().addChild(xml.getLocalName(), xml.getLocation().getLineNumber()));
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.pop();
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        open.peek().addText(xml.getText());
      }
    }
    return root;
  }

  private void refuseAttributes(XMLStreamReader xml) {
    if (xml.getAttributeCount() > 0) {
      throw new ConfigurationException(
          file.getFileName()
              + ", line "
              + xml.getLocation().getLineNumber()
              + ": <"
              + xml.getLocalName()
              + "> has the attribute "
              + xml.getAttributeLocalName(0)
              + "; settings are elements, not attributes");
    }
  }
}
