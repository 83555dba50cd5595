package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.message.RawMessage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What WildDuck does to each message of the vectors; where we do better, ours and the reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FromVectorsTest {
  private static final String QUEUE_ID = "18abcdef01234567";

  /** The account is refused before From enforcement has a say. */
  private static final Set<String> REFUSED_EARLIER =
      Set.of("disabled user", "unknown user", "no user");

  private static final Map<String, Difference> DIFFERENCES =
      Map.of(
          "From undisclosed group",
          new Difference(
              "the original's process ends with an unhandled error",
              "alice@example.com",
              List.of("X-WildDuck-Original-From: Group:;", "From: Group <alice@example.com>"),
              List.of(from("alice", "", "alice@example.com"))),
          "two addresses, first own",
          new Difference(
              "the original lets every address behind the first pass",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: Alice <alice@example.com>, Evil <evil@y.example>",
                  "From: Alice <alice@example.com>"),
              List.of(from("alice", "evil@y.example", "alice@example.com"))),
          "two From headers, first foreign",
          new Difference(
              "the original forgets what stood in the second field",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: Evil <evil@y.example>, Alice <alice@example.com>",
                  "From: Evil <alice@example.com>"),
              List.of(from("alice", "evil@y.example", "alice@example.com"))),
          "encoded word name",
          new Difference(
              "the original quotes the encoded word, so that people read its code",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: =?UTF-8?Q?P=C3=A4evahoid?= <x@y.example>",
                  "From: =?UTF-8?Q?P=C3=A4evahoid?= <alice@example.com>"),
              List.of(from("alice", "x@y.example", "alice@example.com"))),
          "raw utf-8 name",
          new Difference(
              "the original writes a new field with 8-bit text",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: =?UTF-8?Q?P=C3=A4evahoid_<x@y.example>?=",
                  "From: =?UTF-8?Q?P=C3=A4evahoid?= <alice@example.com>"),
              List.of(from("alice", "x@y.example", "alice@example.com"))),
          "address tricks",
          new Difference(
              "the original trusts the address that other programs do not show",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: <alice@example.com> <x@y.example>",
                  "From: alice@example.com"),
              List.of(from("alice", "<alice@example.com> <x@y.example>", "alice@example.com"))),
          "Sender and Reply-To untouched",
          new Difference(
              "mail programs show a foreign Sender as the one who sent it",
              "alice@example.com",
              List.of(
                  "X-WildDuck-Original-From: x@y.example",
                  "From: alice@example.com",
                  "Reply-To: r@y.example"),
              List.of(from("alice", "x@y.example", "alice@example.com"))),
          "unicode header raw",
          new Difference(
              "the original decodes raw UTF-8 twice and takes the user's own address for foreign",
              "õäöü@jõgeva.ee",
              List.of("From: U <õäöü@jõgeva.ee>"),
              List.of()),
          "unicode foreign",
          new Difference(
              "the original writes a new field with 8-bit text and logs garbage",
              "õäöü@jõgeva.ee",
              List.of(
                  "X-WildDuck-Original-From: =?UTF-8?Q?U_<p=C3=A4ev@j=C3=B5geva2.ee>?=",
                  "From: U <õäöü@jõgeva.ee>"),
              List.of(from("uni", "päev@jõgeva2.ee", "õäöü@jõgeva.ee"))),
          "whitelist *@domain is substring match",
          new Difference(
              "the original finds @wl.example anywhere in an address",
              "bob.builder@example.com",
              List.of(
                  "X-WildDuck-Original-From: W <any@wl.example.evil.example>",
                  "From: W <bob.builder@example.com>"),
              List.of(
                  envelope("bob", "any@wl.example.evil.example", "bob.builder@example.com"),
                  from("bob", "any@wl.example.evil.example", "bob.builder@example.com"))));

  private FromFixture fixture;

  @BeforeAll
  void start() {
    fixture = new FromFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @TestFactory
  Stream<DynamicTest> sendersBecomeWhatWildDuckMakesOfThem() {
    return Vectors.cases(FromFixture.FILE, "cases")
        .filter(c -> !REFUSED_EARLIER.contains(name(c)))
        .map(c -> dynamicTest(name(c), () -> check(c)));
  }

  @Test
  void everyDifferenceStandsInTheVectors() {
    Set<String> names =
        Vectors.cases(FromFixture.FILE, "cases")
            .map(FromVectorsTest::name)
            .collect(Collectors.toSet());

    assertThat(names).containsAll(DIFFERENCES.keySet()).containsAll(REFUSED_EARLIER);
  }

  private void check(JsonNode c) {
    SenderAccount account = FromFixture.account(c.path("user").asText().replaceFirst("\\[.*", ""));
    byte[] in = Base64.getDecoder().decode(c.path("headersInBase64").asText());
    RawMessage message = FromFixture.message(in);

    EnforcedFrom enforced =
        fixture.enforcement().enforce(message, c.path("envelopeFromStored").asText(), account);

    List<String> log =
        enforced.rewrites().stream()
            .map(rewrite -> RewriteLog.event(QUEUE_ID, account.username(), rewrite).toString())
            .toList();
    Difference difference = DIFFERENCES.get(name(c));
    if (difference == null) {
      assertThat(enforced.mailFrom()).isEqualTo(c.path("envelopeFromAfter").asText());
      assertThat(FromFixture.bytes(enforced.message()))
          .isEqualTo(Base64.getDecoder().decode(c.path("headersOutBase64").asText()));
      assertThat(log).isEqualTo(log(c));
      return;
    }
    assertThat(enforced.mailFrom()).as(difference.reason).isEqualTo(difference.mailFrom);
    assertThat(FromFixture.header(enforced.message()))
        .as(difference.reason)
        .isEqualTo(
            String.join("\r\n", difference.header) + "\r\nSubject: test\r\nTo: r@example.net");
    assertThat(log).as(difference.reason).isEqualTo(difference.log);
  }

  private static String name(JsonNode c) {
    return c.path("name").asText();
  }

  private static List<String> log(JsonNode c) {
    List<String> lines = new ArrayList<>();
    c.path("log").forEach(line -> lines.add(line.asText().replaceFirst("^info Rewrite: ", "")));
    return lines;
  }

  private static String envelope(String user, String old, String replacement) {
    return QUEUE_ID
        + " RWENVELOPE User "
        + user
        + " tries to use \""
        + old
        + "\" as Return Path address, replacing with \""
        + replacement
        + "\"";
  }

  private static String from(String user, String old, String replacement) {
    return QUEUE_ID
        + " RWFROM User "
        + user
        + " tries to use \""
        + old
        + "\" as From address, replacing with \""
        + replacement
        + "\"";
  }

  private record Difference(
      String reason, String mailFrom, List<String> header, List<String> log) {}
}
