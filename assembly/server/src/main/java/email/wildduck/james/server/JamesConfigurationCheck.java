package email.wildduck.james.server;

import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.smtp.port.SubmissionPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.builder.FileBasedConfigurationBuilder;
import org.apache.commons.configuration2.builder.fluent.Parameters;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Looks through James' own files for what would stop the start: files that are missing or no XML,
 * ports that are set up wrongly, keys and certificates that are not there, processors that a mailet
 * names and nobody defines.
 */
final class JamesConfigurationCheck {
  private static final List<String> BUILT_IN_PROCESSORS = List.of("root", "error", "ghost");

  private final Path conf;

  JamesConfigurationCheck(Path conf) {
    this.conf = conf;
  }

  /**
   * Checks all files.
   *
   * @throws ConfigurationException with the first thing that is wrong
   */
  void check() {
    XMLConfiguration ports = read("smtpserver.xml");
    SubmissionPorts.read(ports);
    SubmissionPorts.enabled(ports).forEach(this::checkPort);
    checkProcessors(read("mailetcontainer.xml"));
  }

  private void checkPort(HierarchicalConfiguration<ImmutableNode> port) {
    boolean tls =
        port.getBoolean("tls.[@socketTLS]", false) || port.getBoolean("tls.[@startTLS]", false);
    if (!tls) {
      throw new ConfigurationException(
          "smtpserver.xml: the port "
              + port.getString("bind")
              + " has no TLS, so nobody could log in; set startTLS or socketTLS");
    }
    new TlsFilesCheck(conf).check(port);
  }

  private void checkProcessors(XMLConfiguration container) {
    List<HierarchicalConfiguration<ImmutableNode>> processors =
        container.configurationsAt("processors.processor");
    Set<String> defined = new TreeSet<>(BUILT_IN_PROCESSORS);
    processors.forEach(processor -> defined.add(processor.getString("[@state]", "")));
    for (HierarchicalConfiguration<ImmutableNode> processor : processors) {
      for (HierarchicalConfiguration<ImmutableNode> mailet : processor.configurationsAt("mailet")) {
        for (String parameter : List.of("processor", "bounceProcessor", "onMailetException")) {
          checkTarget(mailet, parameter, defined);
        }
      }
    }
  }

  private static void checkTarget(
      HierarchicalConfiguration<ImmutableNode> mailet, String parameter, Set<String> defined) {
    String target = mailet.getString(parameter, "");
    boolean isAction =
        parameter.equals("onMailetException") && List.of("ignore", "propagate").contains(target);
    if (!target.isEmpty() && !isAction && !defined.contains(target)) {
      throw new ConfigurationException(
          "mailetcontainer.xml: <"
              + parameter
              + "> of "
              + mailet.getString("[@class]")
              + " is "
              + target
              + "; there are: "
              + String.join(", ", defined));
    }
  }

  private XMLConfiguration read(String name) {
    Path file = conf.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(file + ": there is no such file");
    }
    try {
      return new FileBasedConfigurationBuilder<>(XMLConfiguration.class)
          .configure(new Parameters().xml().setFile(file.toFile()))
          .getConfiguration();
    } catch (org.apache.commons.configuration2.ex.ConfigurationException e) {
      throw new ConfigurationException(name + ": this is not XML: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
