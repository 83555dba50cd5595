package email.wildduck.james.delivery.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461 §3.1 and §3.2. */
class StsPolicyParserTest {
  private final StsPolicyParser parser = new StsPolicyParser();

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void policyIsRead(String lineEnd) throws StsException {
    StsPolicy policy =
        parser.parse(
            String.join(
                lineEnd,
                "version: STSv1",
                "mode: enforce",
                "mx: mail.example.com",
                "mx:*.Example.NET",
                "max_age: 604800",
                "later_field: whatever",
                ""));

    assertThat(policy)
        .isEqualTo(
            new StsPolicy(
                StsMode.ENFORCE, List.of("mail.example.com", "*.example.net"), Duration.ofDays(7)));
  }

  @Test
  void firstOfTwoFieldsCounts() throws StsException {
    assertThat(
            parser
                .parse("version: STSv1\nmode: testing\nmode: none\nmx: a.example\nmax_age: 1\n")
                .mode())
        .isEqualTo(StsMode.TESTING);
  }

  @Test
  void policyThatIsNoneNeedsNoHosts() throws StsException {
    assertThat(parser.parse("version: STSv1\nmode: none\nmax_age: 86400").mode())
        .isEqualTo(StsMode.NONE);
  }

  @Test
  void longestTimeIsAYear() throws StsException {
    assertThat(parser.parse("version: STSv1\nmode: none\nmax_age: 9999999999").maxAge())
        .isEqualTo(Duration.ofHours(8766));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>not found</html>",
        "version: STSv2|mode: none|max_age: 1",
        "mode: none|max_age: 1",
        "version: STSv1|max_age: 1",
        "version: STSv1|mode: strict|max_age: 1",
        "version: STSv1|mode: none",
        "version: STSv1|mode: none|max_age: -1",
        "version: STSv1|mode: none|max_age: 99999999999",
        "version: STSv1|mode: enforce|max_age: 1",
        "version: STSv1|mode: enforce|mx: *|max_age: 1",
        "version: STSv1|mode: enforce|mx: a.*.example|max_age: 1",
        "version: STSv1|mode: enforce|mx: a b|max_age: 1",
        "version: STSv1|mode: enforce|mx:|max_age: 1"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> parser.parse(text.replace('|', '\n')))
        .isInstanceOf(StsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.com, mail.example.com, true",
    "mail.example.com, MAIL.example.COM, true",
    "mail.example.com, example.com, false",
    "mail.example.com, a.mail.example.com, false",
    "*.example.com, a.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, a.b.example.com, false",
    "*.example.com, aexample.com, false",
    "*.com, localhost, false"
  })
  void hostsAreComparedWithPatterns(String pattern, String host, boolean allowed)
      throws StsException {
    StsPolicy policy = parser.parse("version: STSv1\nmode: enforce\nmax_age: 1\nmx: " + pattern);

    assertThat(policy.allows(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=STSv1; id=20160831085700Z; | 20160831085700Z",
        "v=STSv1;id=1 | 1",
        "v=STSv1; x=y; id=abc | abc",
        "v=STSv1; id=; | ",
        "v=STSv1; id=with-hyphen; | ",
        "v=STSv1 | ",
        "v=STSv2; id=1; | ",
        "id=1; v=STSv1; | "
      })
  void idIsRead(String record, String id) {
    assertThat(StsRecord.idOf(List.of("v=spf1 -all", record)).orElse(null)).isEqualTo(id);
  }

  @Test
  void twoRecordsAreNone() {
    assertThat(StsRecord.idOf(List.of("v=STSv1; id=1;", "v=STSv1; id=2;"))).isEmpty();
    assertThat(StsRecord.idOf(List.of())).isEmpty();
  }

  /** Whatever comes, it is a policy or refused, and what is read can be stored and read again. */
  @Property
  void parserTakesOrRefusesAnything(@ForAll("texts") String text) {
    try {
      StsPolicy policy = parser.parse(text);
      CachedPolicy cached = new CachedPolicy("1", policy, Instant.ofEpochSecond(1));
      assertThat(CachedPolicy.ofJson(cached.toJson()).orElseThrow().policy()).isEqualTo(policy);
      assertThat(policy.patterns()).noneMatch(pattern -> policy.allows("evil." + pattern));
    } catch (StsException e) {
      assertThat(e.getMessage()).matches("[ -~]+");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> line =
        Arbitraries.oneOf(
            Arbitraries.of(
                "version: STSv1",
                "mode: enforce",
                "mode: testing",
                "mode: none",
                "max_age: 86400",
                "mx: mail.example.com",
                "mx: *.example.net",
                ""),
            Arbitraries.strings().ofMaxLength(30));
    return line.list().ofMaxSize(8).map(lines -> String.join("\n", lines));
  }

  /** What stands in Redis may have been written by anybody. */
  @Property
  void storedTextThatIsNoPolicyIsNone(@ForAll String text) {
    assertThat(CachedPolicy.ofJson(text)).isEmpty();
    assertThat(CachedPolicy.ofJson("{\"mode\": \"enforce\", \"id\": 1}")).isEmpty();
  }
}
