package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The ordinary lines stand in the vectors. */
class RewriteLogTest {

  @Test
  void valuesCannotFakeALine() {
    Rewrite rewrite =
        Rewrite.of(Rewrite.Place.HEADER, "a\r\n\u2028\u202E\"\\@b\u0085", "alice@example.com");

    assertThat(RewriteLog.event("id\n", "user\t", rewrite))
        .hasToString(
            "id? RWFROM User user? tries to use \"a????\\\"\\\\@b?\" as From address,"
                + " replacing with \"alice@example.com\"");
  }

  @Test
  void longValuesAreCut() {
    Rewrite rewrite = Rewrite.of(Rewrite.Place.ENVELOPE, "a".repeat(100_000), "alice@example.com");

    assertThat(RewriteLog.event("id", "user", rewrite).toString()).hasSizeLessThan(500);
  }
}
