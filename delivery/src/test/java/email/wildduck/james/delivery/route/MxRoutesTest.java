package email.wildduck.james.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MxRoutesTest {
  private static final String ROUTES =
      "<zones><zone><name>gmail</name></zone><zone><name>slow</name></zone></zones>"
          + "<mxRoutes>"
          + "<route><mx>*.l.google.com</mx><zone>gmail</zone></route>"
          + "<route><mx>other.example</mx><zone>gmail</zone></route>"
          + "<route><mx>mx*.example.org</mx><zone>slow</zone></route></mxRoutes>";

  private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
  private final TestDns dns = new TestDns();
  private int questions;
  private final MailDns counting =
      new MailDns() {
        @Override
        public List<MxRecord> mailExchangers(String domain) throws DnsException {
          questions++;
          return dns.mailExchangers(domain);
        }

        @Override
        public List<Inet4Address> ipv4(String host) {
          throw new AssertionError("no address is needed");
        }

        @Override
        public List<Inet6Address> ipv6(String host) {
          throw new AssertionError("no address is needed");
        }
      };
  private final BestMx best = new BestMx(counting, clock);
  private final MxRoutes routes = new MxRoutes(TestConfiguration.of(ROUTES).mxRoutes(), best);

  @Test
  void theFirstMxDecidesAndItsCaseDoesNotMatter() throws Exception {
    dns.mx("gmail.example", 20, "mx1.example.org").mx("gmail.example", 5, "ASPMX.L.Google.com");

    MxRoute route = routes.find("Gmail.example").orElseThrow();

    assertThat(route.zone()).isEqualTo("gmail");
    assertThat(route.mx()).isEqualTo("aspmx.l.google.com");
  }

  @ParameterizedTest
  @CsvSource({
    "mx1.example.org, slow",
    "mx.example.org, slow",
    "l.google.com, ",
    "a.l.google.com.evil.example, ",
    "amx1.example.org, "
  })
  void thePatternIsForTheWholeName(String exchange, String zone) throws Exception {
    dns.mx("a.example", 10, exchange);

    assertThat(routes.find("a.example").map(MxRoute::zone).orElse(null)).isEqualTo(zone);
  }

  @Test
  void aDomainWithoutMxHasNoRouteAndNeitherHasOneThatTakesNoMail() throws Exception {
    dns.mx("null.example", 0, "");

    assertThat(routes.find("none.example")).isEmpty();
    assertThat(routes.find("null.example")).isEmpty();
  }

  @Test
  void dnsIsNotAskedWhenThereAreNoRoutes() throws Exception {
    assertThat(new MxRoutes(TestConfiguration.of("").mxRoutes(), best).find("a.example")).isEmpty();
    assertThat(questions).isZero();
  }

  @Test
  void anAnswerIsKeptForEightHoursAndNoneForOne() throws Exception {
    dns.mx("a.example", 10, "mx.example.org");

    askTwiceWithin("a.example", Duration.ofHours(8));
    askTwiceWithin("none.example", Duration.ofHours(1));
  }

  @Test
  void noAnswerIsKeptForAMinute() throws Exception {
    dns.broken("MX a.example");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> best.of("a.example"))
          .isInstanceOf(DnsException.class)
          .hasMessageContaining("SERVFAIL");
    }
    assertThat(questions).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> best.of("a.example")).isInstanceOf(DnsException.class);
    assertThat(questions).isEqualTo(2);
  }

  private void askTwiceWithin(String domain, Duration kept) throws Exception {
    questions = 0;
    best.of(domain);
    clock.advance(kept.minusMillis(1));
    best.of(domain);
    assertThat(questions).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    best.of(domain);
    assertThat(questions).isEqualTo(2);
  }
}
