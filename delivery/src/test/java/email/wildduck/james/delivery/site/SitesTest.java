package email.wildduck.james.delivery.site;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {
  private final TestDns dns = new TestDns();
  private final Sites sites = new Sites(dns, new Random(1));

  @ParameterizedTest
  @CsvSource({
    "aspmx.l.google.com, google.com",
    "ALT1.ASPMX.L.Google.COM, google.com",
    "example-net.mail.protection.outlook.com, outlook.com",
    "mx.example.co.uk, example.co.uk",
    "mx.customer.github.io, customer.github.io",
    "mail.peer.example, mail.peer.example",
    "localhost, localhost",
    "192.0.2.1, 192.0.2.1"
  })
  void siteIsTheRegistrableDomainOfTheMailExchanger(String exchanger, String site) {
    dns.mx("example.net", 10, exchanger);

    assertThat(sites.siteOf(Target.mxOf("Example.Net"))).contains(site);
  }

  @Test
  void hostsOfTheLowestPriorityDecide() {
    dns.mx("example.net", 20, "backup.example.org").mx("example.net", 10, "mx1.google.com");
    dns.mx("example.net", 10, "mx2.google.com");

    assertThat(sites.siteOf(Target.mxOf("example.net"))).contains("google.com");
  }

  @Test
  void severalReceiversAreASiteOfTheirOwn() {
    dns.mx("example.net", 10, "mx.google.com").mx("example.net", 10, "mx.example.com");

    assertThat(sites.siteOf(Target.mxOf("example.net"))).contains("example.com,google.com");
  }

  @Test
  void domainWithoutMailExchangersIsItsOwnHost() {
    assertThat(sites.siteOf(Target.mxOf("mail.example.com"))).contains("example.com");
  }

  @Test
  void relayIsASiteToo() {
    Target relay = Target.hosts(List.of(TargetHost.named("smtp.relay.example.com")));

    assertThat(sites.siteOf(relay)).contains("example.com");
  }

  @Test
  void withoutAnAnswerOfDnsThereIsNone() {
    dns.broken("MX example.net");

    assertThat(sites.siteOf(Target.mxOf("example.net"))).isEmpty();
  }
}
