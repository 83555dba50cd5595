package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.address.AddressNormalizer.Option;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AddressNormalizerTest {
  private static final String FILE = "address-normalization.json";

  @TestFactory
  Stream<DynamicTest> addressesTakeTheFormsOfWildDuckAndZoneMta() {
    return Vectors.cases(FILE, "addresses")
        .map(c -> dynamicTest("'" + c.path("input").asText() + "'", () -> checkAddress(c)));
  }

  @TestFactory
  Stream<DynamicTest> domainsTakeTheFormsOfWildDuckAndZoneMta() {
    return Vectors.cases(FILE, "domains")
        .map(c -> dynamicTest("'" + c.path("input").asText() + "'", () -> checkDomain(c)));
  }

  @TestFactory
  Stream<DynamicTest> wildcardCandidatesAreThoseOfWildDuck() {
    return Vectors.cases(FILE, "wildcards")
        .map(c -> dynamicTest(c.path("username").asText(), () -> checkWildcards(c)));
  }

  private static void checkAddress(JsonNode c) {
    String input = c.path("input").asText();
    assertSoftly(
        soft -> {
          soft.assertThat(AddressNormalizer.normalize(input))
              .as("normalizeAddress")
              .isEqualTo(c.path("normalizeAddress").asText());
          soft.assertThat(AddressNormalizer.normalize(input, Option.REMOVE_LABEL))
              .as("removeLabel")
              .isEqualTo(c.path("normalizeAddress_removeLabel").asText());
          soft.assertThat(AddressNormalizer.lookup(input))
              .as("removeLabel, removeDots")
              .isEqualTo(c.path("normalizeAddress_removeLabel_removeDots").asText());
          soft.assertThat(AddressNormalizer.normalize(input, Option.REMOVE_DOTS))
              .as("pluginDotless")
              .isEqualTo(c.path("pluginDotless").asText());
          soft.assertThat(AddressNormalizer.view(input))
              .as("uview")
              .isEqualTo(c.path("uview").asText());
          soft.assertThat(AddressNormalizer.envelope(input))
              .as("zoneMtaEnvelope")
              .isEqualTo(c.path("zoneMtaEnvelope").asText());
          soft.assertThat(AddressNormalizer.isId(input))
              .as("isId")
              .isEqualTo(c.path("isId").asBoolean());
        });
  }

  private static void checkDomain(JsonNode c) {
    String input = c.path("input").asText();
    assertThat(AddressNormalizer.normalizeDomain(input))
        .isEqualTo(c.path("normalizeDomain").asText());
    assertThat(AddressNormalizer.asciiDomain(input))
        .isEqualTo(c.path("zoneMtaNormalizeDomain").asText());
  }

  private static void checkWildcards(JsonNode c) {
    assertThat(WildcardCandidates.forDomain(c.path("username").asText(), c.path("domain").asText()))
        .isEqualTo(
            StreamSupport.stream(c.path("getWildcardAddresses").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList()));
  }
}
