package email.wildduck.james.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourcePoolTest {
  private static final String SECOND = "192.0.2.2";
  private static final SourcePool POOL = pool(0, 0, 0);

  static Stream<JsonNode> pools() {
    return Vectors.cases("sending.json", "pools");
  }

  @ParameterizedTest
  @MethodSource("pools")
  void loadIsDividedAsZoneMtaDividesIt(JsonNode example) {
    List<JsonNode> entries = new ArrayList<>();
    example.get("pool").forEach(entries::add);

    List<String> divided =
        LoadDivision.divide(entries, entry -> entry.path("ratio").asDouble(0)).stream()
            .map(entry -> entry.get("address").asText())
            .toList();

    List<String> expected = new ArrayList<>();
    example.get("result").forEach(text -> expected.add(text.asText().replaceAll("\\(.*", "")));
    assertThat(divided).isEqualTo(expected);
  }

  static Stream<JsonNode> selections() {
    return Stream.concat(
        Vectors.cases("sending.json", "addressSelection"),
        Vectors.cases("sending.json", "addressSelectionByFrom"));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void addressIsTheOneThatZoneMtaChooses(JsonNode example) {
    String key =
        example.has("from")
            ? example.get("from").asText()
            : example.get("id").asText() + "." + example.get("seq").asText();

    boolean allDisabled = example.path("allDisabled").asBoolean();
    SourceChoice choice =
        POOL.choose(key, address -> allDisabled, SourcePoolTest::none).orElseThrow();

    assertThat(choice.address().ip()).isEqualTo(example.get("address").asText());
    assertThat(choice.isOfDisabledPool()).isEqualTo(allDisabled);
    if (example.has("disabledSecond")) {
      assertThat(POOL.choose(key, address -> address.ip().equals(SECOND), SourcePoolTest::none))
          .hasValueSatisfying(
              other ->
                  assertThat(other.address().ip())
                      .isEqualTo(example.get("disabledSecond").asText()));
    }
  }

  @Test
  void poolInWhichAllHaveRatiosIsDividedByThem() {
    SourcePool pool = pool(0.2, 0.6);

    assertThat(pool.share(pool.addresses().get(0))).isEqualTo(0.25);
    assertThat(pool.share(pool.addresses().get(1))).isEqualTo(0.75);
  }

  @Test
  void onlyThoseChangeWhoseAddressIsUsedUp() {
    Predicate<PoolAddress> usedUp = address -> address.ip().equals(SECOND);

    IntStream.range(0, 200)
        .mapToObj(number -> "1a2b3c4d5e6f70" + number + ".001")
        .forEach(
            key -> {
              String before =
                  POOL.choose(key, SourcePoolTest::none, SourcePoolTest::none)
                      .orElseThrow()
                      .address()
                      .ip();
              String after =
                  POOL.choose(key, SourcePoolTest::none, usedUp).orElseThrow().address().ip();
              assertThat(after).isNotEqualTo(SECOND);
              if (!before.equals(SECOND)) {
                assertThat(after).isEqualTo(before);
              }
            });
  }

  @Test
  void poolThatIsUsedUpIsUsedAllTheSame() {
    assertThat(POOL.choose("x.001", SourcePoolTest::none, address -> true)).isPresent();
  }

  @Test
  void familyWithoutAddressesGivesNone() {
    assertThat(pool().choose("x.001", SourcePoolTest::none, SourcePoolTest::none)).isEmpty();
  }

  @Property
  void everyPoolHasAnAddressForEveryKey(
      @ForAll String key,
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(max = 1) Double> ratios) {
    double[] rounded = ratios.stream().mapToDouble(r -> Math.round(r * 1000) / 1000.0).toArray();

    assertThat(pool(rounded).choose(key, SourcePoolTest::none, SourcePoolTest::none)).isPresent();
  }

  private static boolean none(PoolAddress address) {
    return false;
  }

  private static SourcePool pool(double... ratios) {
    List<PoolAddress> addresses = new ArrayList<>();
    for (double ratio : ratios) {
      String ip = "192.0.2." + (addresses.size() + 1);
      addresses.add(
          new PoolAddress(new Source(TestDns.address(ip), "mx.example"), ratio, Optional.empty()));
    }
    return new SourcePool(addresses);
  }
}
