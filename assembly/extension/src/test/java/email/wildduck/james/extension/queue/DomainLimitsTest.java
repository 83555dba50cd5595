package email.wildduck.james.extension.queue;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.config.WildDuckConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainLimitsTest {
  private static final String LIMIT =
      "<domainConfig><domain><name>Slow.example</name><maxConnections>2</maxConnections></domain>"
          + "</domainConfig>";

  @TempDir private Path folder;

  @Test
  void domainsOfLocalDeliveryMayHaveAllConnectionsOfTheirZone() throws IOException {
    WildDuckConfiguration configuration =
        load(
            LIMIT
                + "<zones><zone><name>default</name><connections>30</connections></zone></zones>"
                + "<localDelivery><enabled>true</enabled>"
                + "<domains>example.com, j\u00f5geva.ee, slow.example</domains></localDelivery>");

    assertThat(DomainLimits.in(configuration.zones().all().get(0), configuration))
        .containsEntry("example.com", 30)
        .containsEntry("xn--jgeva-dua.ee", 30)
        .containsEntry("j\u00f5geva.ee", 30)
        .containsEntry("slow.example", 2)
        .hasSize(4);
  }

  @Test
  void onlyDomainConfigCountsWhileLocalDeliveryIsOff() throws IOException {
    WildDuckConfiguration configuration =
        load(LIMIT + "<localDelivery><domains>example.com</domains></localDelivery>");

    assertThat(DomainLimits.in(configuration.zones().all().get(0), configuration))
        .containsOnlyKeys("slow.example");
  }

  private WildDuckConfiguration load(String sections) throws IOException {
    return WildDuckConfiguration.load(
        Files.writeString(
            folder.resolve("wildduck.xml"),
            "<wildduck><mongo><uri>mongodb://127.0.0.1/wildduck</uri></mongo>"
                + "<redis><uri>redis://127.0.0.1/3</uri></redis>"
                + sections
                + "</wildduck>"));
  }
}
