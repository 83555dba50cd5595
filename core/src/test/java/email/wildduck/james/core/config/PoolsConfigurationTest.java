package email.wildduck.james.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.Vectors;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsConfigurationTest {
  private static final String POOL =
      "<pools><pool><name>main</name><address><ip>127.0.0.2</ip><name>two.example.com</name>"
          + "</address><address><ip>127.0.0.3</ip><ratio>0.1</ratio>"
          + "<warmup><start>2030-01-31</start><volumes>50, 100 200</volumes>"
          + "<group><sites>google.com Outlook.com</sites><volumes>10</volumes></group>"
          + "</warmup></address></pool></pools>";

  @Test
  void withoutPoolsTheSystemChoosesTheAddress() {
    WildDuckConfiguration configuration = TestConfiguration.of("");

    assertThat(configuration.pools().all()).isEmpty();
    assertThat(configuration.zones().all().get(0).sending().pool()).isEmpty();
  }

  @Test
  void addressesHaveNamesRatiosAndPlans() throws Exception {
    PoolConfiguration pool = TestConfiguration.of(POOL).pools().find("main").orElseThrow();

    PoolAddressConfiguration first = pool.addresses().get(0);
    assertThat(first.address()).isEqualTo(InetAddress.getByName("127.0.0.2"));
    assertThat(first.name()).contains("two.example.com");
    assertThat(first.ratio()).isZero();
    assertThat(first.warmup()).isEmpty();
    PoolAddressConfiguration second = pool.addresses().get(1);
    assertThat(second.ratio()).isEqualTo(0.1);
    WarmupConfiguration warmup = second.warmup().orElseThrow();
    assertThat(warmup.start()).isEqualTo(LocalDate.of(2030, 1, 31));
    assertThat(warmup.volumes()).containsExactly(50L, 100L, 200L);
    assertThat(warmup.sites())
        .containsEntry("google.com", List.of(10L))
        .containsEntry("outlook.com", List.of(10L));
  }

  @Test
  void aZoneMayHaveAddressesOfItsOwn() {
    ZoneSendingConfiguration zone =
        zone(
            "<pool><address><ip>127.0.0.8</ip></address>"
                + "<address><ip>::1</ip><name>six.example.com</name></address></pool>");

    PoolConfiguration pool = zone.pool().orElseThrow();
    assertThat(pool.name()).startsWith("zone:");
    assertThat(pool.addresses())
        .extracting(address -> address.address().getHostAddress())
        .containsExactly("127.0.0.8", "0:0:0:0:0:0:0:1");
    assertThat(pool.addresses().get(1).name()).contains("six.example.com");
  }

  @Test
  void aZoneHasZoneMtasSettings() {
    ZoneSendingConfiguration zone =
        zone(
            "<host>relay.example.com</host><pool>main</pool><poolHash>from</poolHash>"
                + "<secure>true</secure><verifyCertificate>true</verifyCertificate>"
                + "<auth><user>u</user><pass>p</pass></auth><preferIPv6>true</preferIPv6>"
                + "<blockLocalAddresses>true</blockLocalAddresses>"
                + "<throttling>10 messages/minute</throttling>"
                + "<connectionCache><ttl>1s</ttl><reuseCount>7</reuseCount></connectionCache>");

    assertThat(zone.pool()).map(PoolConfiguration::name).contains("main");
    assertThat(zone.poolHash()).isEqualTo(ZoneSendingConfiguration.PoolHash.SENDER);
    assertThat(zone.isSecure()).isTrue();
    assertThat(zone.tls()).isEqualTo(ZoneSendingConfiguration.Tls.VERIFIED);
    assertThat(zone.auth().orElseThrow().user()).isEqualTo("u");
    assertThat(zone.auth().orElseThrow().isClearAllowed()).isFalse();
    assertThat(zone.isIpv6Preferred()).isTrue();
    assertThat(zone.isIpv6Ignored()).isFalse();
    assertThat(zone.isLocalBlocked()).isTrue();
    assertThat(zone.throttling()).isEqualTo(SendingRate.parse("10/m"));
    assertThat(zone.cacheTtl()).isEqualTo(Duration.ofSeconds(1));
    assertThat(zone.reuseCount()).isEqualTo(7);
  }

  @Test
  void itsDefaultsAreZoneMtas() {
    ZoneSendingConfiguration zone = zone("");

    assertThat(zone.tls()).isEqualTo(ZoneSendingConfiguration.Tls.OFFERED);
    assertThat(zone.poolHash()).isEqualTo(ZoneSendingConfiguration.PoolHash.DELIVERY);
    assertThat(zone.throttling()).isEmpty();
    assertThat(zone.cacheTtl()).isEqualTo(Duration.ofSeconds(5));
    assertThat(zone.reuseCount()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"'', 5", "1, 1", "2, 1", "3, 2", "20, 10"})
  void oneSiteMayHaveHalfOfTheConnectionsOfAZone(String connections, int most) {
    String zone = "<zones><zone><name>z</name><connections>" + connections + "</connections>";
    assertThat(first(zone + "</zone></zones>").siteConnections()).isEqualTo(most);
    assertThat(
            first(zone + "<siteConnections>1</siteConnections></zone></zones>").siteConnections())
        .isEqualTo(1);
  }

  @Test
  void oneSiteMayHaveAllConnectionsOfAZoneThatIsConfiguredSo() {
    assertThat(
            first(
                    "<zones><zone><name>z</name><connections>7</connections>"
                        + "<siteConnections>7</siteConnections></zone></zones>")
                .siteConnections())
        .isEqualTo(7);
  }

  private static ZoneConfiguration first(String zones) {
    return TestConfiguration.of(zones).zones().all().get(0);
  }

  @Test
  void domainsAndSitesHaveLimits() throws Exception {
    WildDuckConfiguration configuration =
        TestConfiguration.of(
            "<domainConfig><maxMessages>50</maxMessages><domain><name>Example.net</name>"
                + "<maxConnections>2</maxConnections><rate>5/s</rate>"
                + "<disabledAddresses>127.0.0.2, 127.0.0.3</disabledAddresses></domain></domainConfig>"
                + "<siteConfig><site><name>google.com</name><maxConnections>3</maxConnections>"
                + "</site><backOff><first>2min</first><longest>1h</longest></backOff>"
                + "<blacklist><ttl>6h</ttl></blacklist></siteConfig>");

    TargetLimits domain = configuration.domains().limits().get("example.net");
    assertThat(configuration.domains().domains()).containsEntry("example.net", 2);
    assertThat(domain.rate()).isEqualTo(SendingRate.parse("5/second"));
    assertThat(domain.disabledAddresses())
        .containsExactlyInAnyOrder(
            InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.3"));
    assertThat(configuration.domains().maxMessages("EXAMPLE.net")).hasValue(50);
    SitesConfiguration sites = configuration.sites();
    assertThat(sites.sites().get("google.com").maxConnections()).hasValue(3);
    assertThat(sites.firstPause()).isEqualTo(Duration.ofMinutes(2));
    assertThat(sites.longestPause()).isEqualTo(Duration.ofHours(1));
    assertThat(sites.blacklistTtl()).isEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<pools><pool><name>p</name></pool></pools> | <pools/pool/address> is missing",
        "<pools><pool><name>p</name><address/></pool></pools> | <pools/pool/address/ip> is missing",
        "<pools><pool><name>p</name><address><ip>mx.example</ip></address></pool></pools>"
            + "| \"mx.example\": it must be an IP address, such as 192.0.2.1",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip></address><address><ip>1.2.3.4</ip>"
            + "</address></pool></pools> | it is in this pool already",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><ratio>1.5</ratio></address></pool>"
            + "</pools> | <pools/pool/address/ratio> is \"1.5\": it must be a number from 0 to 1",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><ratio>1</ratio></address><address>"
            + "<ip>1.2.3.5</ip></address></pool></pools> | leave nothing to those",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><name>a b</name></address></pool>"
            + "</pools> | it must be a host name",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><warmup><volumes>1</volumes></warmup>"
            + "</address></pool></pools> | <pools/pool/address/warmup/start> is missing",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><warmup><start>1.1.2030</start>"
            + "</warmup></address></pool></pools> | it must be a day such as 2030-01-31",
        "<pools><pool><name>p</name><address><ip>1.2.3.4</ip><warmup><start>2030-01-01</start>"
            + "<volumes>1,x</volumes></warmup></address></pool></pools> | numbers of messages",
        "<zones><zone><name>z</name><pool>q</pool></zone></zones>"
            + "| <zones/zone/pool> is \"q\": there is no pool of that name in <pools>",
        "<zones><zone><name>z</name><pool>p<address/></pool></zone></zones>"
            + "| <zones/zone/pool> has text beside its elements",
        "<zones><zone><name>z</name><pool><name>p</name></pool></zone></zones>"
            + "| <zones/zone/pool/name> is unknown; known here: address",
        "<zones><zone><name>z</name><pool><address><ip>1.2.3.4</ip><ratio>1</ratio></address>"
            + "<address><ip>1.2.3.5</ip></address></pool></zone></zones> | leave nothing to those",
        "<zones><zone><name>z</name><secure>true</secure></zone></zones>"
            + "| <zones/zone/host> is missing; it must be the relay",
        "<zones><zone><name>z</name><ignoreTLS>true</ignoreTLS><requireTLS>true</requireTLS>"
            + "</zone></zones> | it cannot be true while requireTLS",
        "<zones><zone><name>z</name><ignoreTLS>true</ignoreTLS><requireDANE>true</requireDANE>"
            + "</zone></zones><dane><enabled>true</enabled></dane> | it cannot be true while",
        "<zones><zone><name>z</name><requireDANE>true</requireDANE></zone></zones>"
            + "| <zones/zone/requireDANE> is \"true\": it cannot be true while dane/enabled is not",
        "<zones><zone><name>z</name><preferIPv6>true</preferIPv6><ignoreIPv6>true</ignoreIPv6>"
            + "</zone></zones> | it cannot be true while ignoreIPv6 is",
        "<zones><zone><name>z</name><throttling>fast</throttling></zone></zones>"
            + "| <zones/zone/throttling> is \"fast\": it must be a number of messages, a slash",
        "<zones><zone><name>z</name><poolHash>to</poolHash></zone></zones> | it must be id or from",
        "<zones><zone><name>z</name><siteConnections>0</siteConnections></zone></zones>"
            + "| <zones/zone/siteConnections> is \"0\": it must be a whole number from 1 to 1000",
        "<zones><zone><name>z</name><connections>4</connections><siteConnections>5"
            + "</siteConnections></zone></zones>| <zones/zone/siteConnections> is \"5\":"
            + " it must be at most the connections of the zone, which are 4",
        "<zones><zone><name>z</name><processes>4</processes></zone></zones> | processes> is unknown",
        "<domainConfig><domain><name>d</name></domain></domainConfig> | maxConnections> is missing",
        "<domainConfig><domain><name>d</name><disabledAddresses>x</disabledAddresses></domain>"
            + "</domainConfig> | it must be an IP address",
        "<siteConfig><backOff><first>1h</first></backOff></siteConfig>"
            + "| it must be from the first pause to 24h",
      })
  void whatCannotBeIsRefusedAtTheStart(String sections, String message) {
    assertThatThrownBy(() -> TestConfiguration.of(sections))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void thePasswordOfARelayIsInNoMessage() {
    assertThatThrownBy(
            () ->
                TestConfiguration.of(
                    "<zones><zone><name>z</name><host>h</host><auth>"
                        + "<pass>topsecret</pass></auth></zone></zones>"))
        .hasMessageContaining("<zones/zone/auth/user> is missing")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void ratesAreReadAsZoneMtaReadsThem() {
    Vectors.cases("sending.json", "throttling")
        // a unit that ZoneMTA does not know, and takes for an hour, is a day here
        .filter(example -> !example.get("throttling").asText().endsWith("/d"))
        .forEach(
            example ->
                assertThat(
                        SendingRate.parse(example.get("throttling").asText())
                            .map(rate -> rate.gap().toMillis())
                            .orElse(0L))
                    .as(example.toString())
                    .isEqualTo(example.get("minTimeMs").asLong()));
    assertThat(SendingRate.parse("3/day").orElseThrow().gap()).isEqualTo(Duration.ofHours(8));
  }

  private static ZoneSendingConfiguration zone(String elements) {
    return TestConfiguration.of(POOL + "<zones><zone><name>z</name>" + elements + "</zone></zones>")
        .zones()
        .all()
        .get(0)
        .sending();
  }
}
