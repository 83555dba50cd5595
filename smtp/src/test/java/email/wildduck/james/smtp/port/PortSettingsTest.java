package email.wildduck.james.smtp.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.config.ConfigurationException;
import java.io.StringReader;
import java.time.Duration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.io.FileHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSettingsTest {

  @Test
  void defaultsAreSafe() throws Exception {
    PortSettings port = read("<bind>0.0.0.0:587</bind>");

    assertThat(port.xclientPeers().isEmpty()).isTrue();
    assertThat(port.proxyPeers().othersAreRefused()).isFalse();
    assertThat(port.maxLineLength()).isEqualTo(1024 * 1024);
    assertThat(port.limits().errors()).isEqualTo(20);
    assertThat(port.limits().commands()).isEqualTo(100);
    assertThat(port.idleTime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(port.handshakeTime()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void portListensOnAddressesOfBothKinds() throws Exception {
    PortSettings port = read("<bind>127.0.0.1:2587, [::1]:2588</bind>");

    assertThat(port.addresses())
        .extracting(address -> address.getAddress().getHostAddress() + " " + address.getPort())
        .containsExactly("127.0.0.1 2587", "0:0:0:0:0:0:0:1 2588");
  }

  @Test
  void othersAreRefusedBehindProxiesUnlessTheyAreAccepted() throws Exception {
    String trusted = "<trusted>10.0.0.0/8</trusted><trusted>fd00::/8</trusted>";

    assertThat(read("<proxy>" + trusted + "</proxy>").proxyPeers().othersAreRefused()).isTrue();
    assertThat(
            read("<proxy>" + trusted + "<others>accept</others></proxy>")
                .proxyPeers()
                .othersAreRefused())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<bind>587</bind>|<bind> is \"587\": it must be address:port",
        "<bind>::1:587</bind>|<bind> is \"::1:587\": it must be address:port",
        "<bind>[::1]:99999</bind>|<bind> is \"[::1]:99999\": it must be address:port",
        "<maxErrors>few</maxErrors>|<maxErrors> is \"few\": it must be a whole number of at least 0",
        "<maxLineLength>998</maxLineLength>|<maxLineLength> is \"998\": it must be a whole number",
        "<connectiontimeout>0</connectiontimeout>|<connectiontimeout> is \"0\": it must be",
        "<proxy><trusted>proxy1</trusted></proxy>|<proxy/trusted> is \"proxy1\": it must be an",
        "<proxy><others>accept</others></proxy>|<proxy> is \"\": it must have a <trusted>",
        "<proxy><trusted>::1</trusted><others>ask</others></proxy>|<proxy/others> is \"ask\"",
        "<proxy><trust>::1</trust></proxy>|<proxy/trust> is unknown; known here: others, timeout",
        "<proxyRequired>true</proxyRequired>|<proxyRequired> is \"true\": name the proxies",
        "<xclient><trusted>10.0.0.0/40</trusted></xclient>|<xclient/trusted> is \"10.0.0.0/40\""
      })
  void wrongElementIsNamedWithItsValueAndWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> read(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("smtpserver.xml, port submission: " + message);
  }

  @Test
  void portsMustHaveNamesOfTheirOwn() {
    String port = "<smtpserver><jmxName>a</jmxName></smtpserver>";

    assertThatThrownBy(() -> SubmissionPorts.read(xml("<x>" + port + port + "</x>")))
        .hasMessageContaining("two ports have the <jmxName> \"a\"");
  }

  @Test
  void disabledPortsAreNotLookedAt() throws Exception {
    assertThat(
            SubmissionPorts.read(
                xml("<x><smtpserver enabled='false'><bind>x</bind></smtpserver></x>")))
        .isEmpty();
  }

  private static PortSettings read(String elements) throws Exception {
    return SubmissionPorts.read(
            xml("<x><smtpserver><jmxName>submission</jmxName>" + elements + "</smtpserver></x>"))
        .get(0);
  }

  private static XMLConfiguration xml(String text) throws Exception {
    XMLConfiguration configuration = new XMLConfiguration();
    new FileHandler(configuration).load(new StringReader(text));
    return configuration;
  }
}
