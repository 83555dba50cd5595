package email.wildduck.james.core.srs;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class SrsProperties {
  private final MutableClock clock = new MutableClock("2026-11-26T00:00:00Z");
  private final Srs srs = new Srs("secret", clock);

  @Property
  void whatWasRewrittenIsTurnedBack(@ForAll String local, @ForAll String domain)
      throws SrsException {
    String lower = domain.replace("=", "");
    String kept = local.startsWith("SRS") ? "x" + local : local;

    SrsAddress reversed = srs.reverse(srs.rewrite(kept, lower)).orElseThrow();

    assertThat(reversed.local()).isEqualTo(kept);
    assertThat(reversed.domain()).isEqualTo(lower);
  }

  @Property
  void twoForwardersDoNotMakeTheAddressLongerThanOne(@ForAll @NotEmpty String local)
      throws SrsException {
    String first = srs.rewrite("a" + local, "example.com");
    String second = srs.rewrite(first, "first.example");
    String third = srs.rewrite(second, "second.example");

    assertThat(third).isEqualTo(second);
    assertThat(srs.reverse(third).orElseThrow()).hasToString(first + "@first.example");
  }

  @Property
  void anyTextIsTurnedBackOrRefused(
      @ForAll String text, @ForAll @IntRange(min = 0, max = 1) int kind) {
    try {
      assertThat(srs.reverse("SRS" + kind + "=" + text)).isPresent();
    } catch (SrsException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
