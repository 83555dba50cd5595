package email.wildduck.james.delivery.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRecipientsTest {
  private static final String FILE = "resolve-address.json";

  private TestMongo mongo;
  private AddressResolver addresses;

  @BeforeAll
  void storeTheAddressesOfTheVectors() {
    mongo = TestMongo.start();
    for (String collection : new String[] {"addresses", "domainaliases"}) {
      Vectors.cases(FILE, collection)
          .map(Vectors::document)
          .forEach(mongo.database().getCollection(collection)::insertOne);
    }
    addresses = AddressResolver.on(mongo.database());
  }

  @AfterAll
  void stop() {
    mongo.close();
  }

  @TestFactory
  Stream<DynamicTest> whoWildDuckResolvesIsLocalAndAnExactMailboxIsAMailbox() {
    LocalRecipients recipients = new LocalRecipients(configuration(domains()), addresses);
    return Vectors.cases(FILE, "cases")
        .filter(c -> c.path("input").asText().matches("[^@]+@[^@]+\\.[^@]+"))
        .map(
            c ->
                dynamicTest(
                    "'" + c.path("input").asText() + "'",
                    () ->
                        assertThat(recipients.find(c.path("input").asText()))
                            .isEqualTo(expected(c))));
  }

  private static Optional<LocalRecipient> expected(JsonNode c) {
    JsonNode found = c.path("wildcard");
    if (c.path("exactOnly").path("user").isTextual()
        && !c.path("exactOnly").path("addrview").asText().contains("*")) {
      return Optional.of(LocalRecipient.MAILBOX);
    }
    return found.path("user").isTextual() || !found.path("targets").isEmpty()
        ? Optional.of(LocalRecipient.OTHER)
        : Optional.empty();
  }

  @Test
  void nobodyIsLocalInAnotherDomainOrWhileLocalDeliveryIsOff() {
    assertThat(find(configuration("other.example"), "alice@example.com")).isEmpty();
    assertThat(find(TestConfiguration.of("").localDelivery(), "alice@example.com")).isEmpty();
    assertThat(find(configuration("example.com"), "no address")).isEmpty();
    assertThat(find(configuration("example.com"), "alice@EXAMPLE.com"))
        .contains(LocalRecipient.MAILBOX);
  }

  @Test
  void theDatabaseIsAskedForLocalDomainsOnlyAndItsFailureIsTemporary() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      LocalRecipients recipients =
          new LocalRecipients(configuration("example.com"), AddressResolver.on(away.database()));

      assertThat(recipients.find("bob@example.net")).isEmpty();
      assertThatThrownBy(() -> recipients.find("alice@example.com"))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private Optional<LocalRecipient> find(LocalDeliveryConfiguration configuration, String address) {
    return new LocalRecipients(configuration, addresses).find(address);
  }

  private static String domains() {
    return Vectors.cases(FILE, "cases")
        .map(c -> c.path("input").asText())
        .filter(input -> input.matches("[^@]+@[^@]+\\.[^@]+"))
        .map(input -> AddressNormalizer.asciiDomain(input.substring(input.indexOf('@') + 1)))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static LocalDeliveryConfiguration configuration(String domains) {
    return TestConfiguration.of(
            "<localDelivery><enabled>true</enabled><domains>"
                + domains
                + "</domains></localDelivery>")
        .localDelivery();
  }
}
