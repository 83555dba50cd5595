package email.wildduck.james.smtp.port;

import email.wildduck.james.core.config.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** The ports in {@code smtpserver.xml}. */
public final class SubmissionPorts {
  private SubmissionPorts() {}

  /**
   * What is set for each port that is enabled.
   *
   * @throws ConfigurationException with the first thing that is wrong
   */
  public static List<PortSettings> read(HierarchicalConfiguration<ImmutableNode> file) {
    List<PortSettings> ports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (HierarchicalConfiguration<ImmutableNode> port : enabled(file)) {
      PortSettings settings = PortSettings.read(port);
      if (!names.add(settings.name())) {
        throw new ConfigurationException(
            "smtpserver.xml: two ports have the <jmxName> \""
                + settings.name()
                + "\"; each must have a name of its own");
      }
      ports.add(settings);
    }
    return ports;
  }

  /** The elements of the ports that are enabled, as copies. */
  public static List<HierarchicalConfiguration<ImmutableNode>> enabled(
      HierarchicalConfiguration<ImmutableNode> file) {
    return file.configurationsAt("smtpserver").stream()
        .filter(port -> port.getBoolean("[@enabled]", true))
        .collect(Collectors.toList());
  }
}
