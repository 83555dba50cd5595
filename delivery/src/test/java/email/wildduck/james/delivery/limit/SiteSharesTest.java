package email.wildduck.james.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteSharesTest {
  private static final Target MX = Target.mxOf("one.example");
  private static final String SITE = "google.example";

  private final MutableClock clock = new MutableClock("2030-01-31T10:00:00Z");
  private final SiteShares shares =
      new SiteShares(
          TestConfiguration.of(
                  "<zones><zone><name>default</name><connections>4</connections></zone>"
                      + "<zone><name>bulk</name><connections>20</connections>"
                      + "<siteConnections>3</siteConnections></zone></zones>")
              .zones(),
          new Queues(clock),
          clock);

  @Test
  void siteHasHalfOfTheConnectionsOfItsZone() {
    assertThat(refusals("default", MX, SITE, 5)).isEqualTo(3);
  }

  @Test
  void siteHasWhatItsZoneIsConfiguredFor() {
    assertThat(refusals("bulk", MX, SITE, 5)).isEqualTo(2);
  }

  @Test
  void otherSitesAndZonesHaveSharesOfTheirOwn() {
    enter("default", MX, SITE, 2);

    assertThat(refusals("default", MX, "other.example", 2)).isZero();
    assertThat(refusals("bulk", MX, SITE, 3)).isZero();
  }

  @Test
  void addressLiteralIsASiteToo() {
    assertThat(refusals("default", Target.mxOf("[192.0.2.1]"), "192.0.2.1", 3)).isEqualTo(1);
  }

  @Test
  void givenHostsWebServersUnknownSitesAndUnknownZonesAreNotLimited() {
    assertThat(refusals("default", Sending.to(25), SITE, 9)).isZero();
    assertThat(refusals("default", Target.http("http://peer.example/"), SITE, 9)).isZero();
    assertThat(refusals("default", MX, "", 9)).isZero();
    assertThat(refusals("unknown", MX, SITE, 9)).isZero();
    assertThat(shares.isAnyReached()).isFalse();
  }

  @Test
  void placeThatIsGivenBackIsForTheNextOne() {
    List<Entry> entries = enter("default", MX, SITE, 2);
    assertThat(shares.isAnyReached()).isTrue();
    assertThat(shares.reached("default", MX, SITE)).isPresent();
    assertThat(shares.reached("default", Sending.to(25), SITE)).isEmpty();
    assertThat(shares.reached("default", MX, "other.example")).isEmpty();

    entries.get(0).close();

    assertThat(shares.isAnyReached()).isFalse();
    assertThat(shares.reached("default", MX, SITE)).isEmpty();
    assertThat(refusals("default", MX, SITE, 2)).isEqualTo(1);
  }

  @Test
  void refusedEntryGivesNothingBack() {
    enter("default", MX, SITE, 2);
    enter("default", MX, SITE, 3).forEach(Entry::close);

    assertThat(refusals("default", MX, SITE, 1)).isEqualTo(1);
  }

  @Test
  void nothingIsRememberedOfSitesWithoutAttempts() {
    enter("default", MX, SITE, 2).forEach(Entry::close);

    assertThat(shares.isAnyReached()).isFalse();
    assertThat(refusals("default", MX, SITE, 2)).isZero();
  }

  @Test
  void whoIsRefusedComesBackSoonAndOneAfterTheOther() {
    enter("default", MX, SITE, 2);

    assertThat(wait("default")).isEqualTo(Duration.ofMillis(500));
    assertThat(wait("default")).isEqualTo(Duration.ofSeconds(1));
    assertThat(wait("default")).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void theLongerASiteIsSilentTheLessOftenItIsAskedForAPlace() {
    enter("default", MX, SITE, 2);
    clock.advance(Duration.ofSeconds(100));

    assertThat(wait("default")).isEqualTo(Duration.ofSeconds(50));
    clock.advance(Duration.ofHours(5));
    assertThat(wait("default")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void slowAttemptsThatHaveEndedCountToo() {
    List<Entry> entries = enter("default", MX, SITE, 2);
    clock.advance(Duration.ofSeconds(21));
    entries.get(0).close();
    enter("default", MX, SITE, 1);

    assertThat(wait("default")).isEqualTo(Duration.ofSeconds(3));
  }

  private Duration wait(String zone) {
    Failure refusal = shares.enter(zone, MX, SITE).refusal().orElseThrow();
    return Duration.between(clock.instant(), refusal.notBefore().orElseThrow());
  }

  private long refusals(String zone, Target target, String site, int number) {
    return enter(zone, target, site, number).stream()
        .map(Entry::refusal)
        .filter(Optional::isPresent)
        .count();
  }

  private List<Entry> enter(String zone, Target target, String site, int number) {
    List<Entry> entries = new ArrayList<>();
    for (int one = 0; one < number; one++) {
      entries.add(shares.enter(zone, target, site));
    }
    return entries;
  }
}
