package email.wildduck.james.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A zone with four connections, and a site that accepts connections and never greets. */
class SilentSiteTest {
  private static final int CONNECTIONS = 4;
  private static final List<String> DOMAINS =
      List.of("one.example", "two.example", "three.example", "four.example");

  private final ExecutorService zone = Executors.newFixedThreadPool(CONNECTIONS);
  private final SmtpSink sink = SmtpSink.builder().start();
  private final List<CompletableFuture<RecipientOutcome>> begun = new ArrayList<>();
  private SilentServer silent;
  private Restrained nodes = new Restrained("");

  @BeforeEach
  void start() throws Exception {
    silent = new SilentServer();
    configure("");
  }

  @AfterEach
  void close() throws Exception {
    silent.close();
    zone.shutdown();
    assertThat(zone.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    nodes.close();
    sink.close();
  }

  private void configure(String elements) {
    nodes.close();
    nodes =
        new Restrained(
            "<zones><zone><name>default</name><connections>"
                + CONNECTIONS
                + "</connections>"
                + elements
                + "</zone></zones>");
  }

  @Test
  void mailToOtherSitesIsDeliveredMeanwhile() throws Exception {
    try (Restrained.Node node = nodes.node()) {
      for (int round = 0; round < 5; round++) {
        DOMAINS.forEach(domain -> begin(() -> send(node, domain, silent.port())));
      }
      for (int number = 0; number < 5; number++) {
        RecipientOutcome other =
            start(() -> send(node, "other.example", sink.port())).get(5, TimeUnit.SECONDS);
        assertThat(other.isAccepted()).isTrue();
      }

      awaitConnections(2);
      List<Failure> postponed =
          begun.stream()
              .filter(CompletableFuture::isDone)
              .map(done -> done.join().failure().orElseThrow())
              .collect(Collectors.toList());
      assertThat(postponed)
          .hasSize(18)
          .allSatisfy(
              failure ->
                  assertThat(failure.response())
                      .isEqualTo(
                          "451 4.3.2 Waiting: all connections that zone default has for "
                              + Restrained.SITE
                              + " are in use"));
      assertThat(postponed)
          .extracting(failure -> failure.notBefore().orElseThrow())
          .doesNotHaveDuplicates()
          .allSatisfy(
              time ->
                  assertThat(time)
                      .isBetween(
                          nodes.clock.instant().plusMillis(500),
                          nodes.clock.instant().plusSeconds(9)));
      assertThat(begun).filteredOn(future -> !future.isDone()).hasSize(2);
    }
  }

  @Test
  void placesAreGivenBackWhenTheAttemptsHaveFailed() throws Exception {
    try (Restrained.Node node = nodes.node()) {
      List<CompletableFuture<RecipientOutcome>> first =
          List.of(
              start(() -> send(node, "one.example", silent.port())),
              start(() -> send(node, "two.example", silent.port())));
      awaitConnections(2);
      assertThat(send(node, "two.example", sink.port()).failure().orElseThrow().notBefore())
          .isPresent();
      silent.hangUp();
      for (CompletableFuture<RecipientOutcome> attempt : first) {
        assertThat(attempt.get(10, TimeUnit.SECONDS).failure().orElseThrow().notBefore()).isEmpty();
      }

      assertThat(send(node, "two.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void placesAreGivenBackWhenTheProgramFails() {
    try (Restrained.Node node = nodes.nodeThatBreaks()) {
      for (int number = 0; number < 5; number++) {
        assertThatThrownBy(() -> send(node, "one.example", sink.port())).hasMessage("broken");
      }
    }
  }

  @Test
  void whatHasNoPlaceCostsNoCallOfRedis() throws Exception {
    try (Restrained.Node node = nodes.nodeWithCountedCalls()) {
      begin(() -> send(node, "one.example", silent.port()));
      begin(() -> send(node, "two.example", silent.port()));
      awaitConnections(2);
      int calls = nodes.calls.get();

      for (int number = 0; number < 10; number++) {
        assertThat(send(node, "one.example", silent.port()).failure().orElseThrow().notBefore())
            .isPresent();
      }
      assertThat(nodes.calls.get()).isEqualTo(calls);
      silent.close();
    }
  }

  @Test
  void siteHasAsManyConnectionsAsAreConfigured() throws Exception {
    configure("<siteConnections>3</siteConnections>");
    try (Restrained.Node node = nodes.node()) {
      for (int round = 0; round < 2; round++) {
        DOMAINS.forEach(domain -> begin(() -> send(node, domain, silent.port())));
      }
      awaitConnections(3);
      assertThat(start(() -> send(node, "other.example", sink.port())).get(5, TimeUnit.SECONDS))
          .matches(RecipientOutcome::isAccepted);

      assertThat(silent.connections()).isEqualTo(3);
      silent.close();
    }
  }

  @Test
  void relayHasAllConnectionsOfItsZone() throws Exception {
    try (Restrained.Node node = nodes.node()) {
      for (String domain : DOMAINS) {
        DeliveryRequest request =
            DeliveryRequest.builder(
                    "1a2b.001", Sending.message(Sending.MESSAGE), Sending.to(silent.port()))
                .sender("alice@example.com")
                .recipient(Recipient.of("bob@" + domain))
                .zone("default")
                .build();
        assertThat(node.transport.obstacleTo("default", domain, request.target())).isEmpty();
        begin(() -> Sending.only(node.transport.deliver(request)));
      }

      awaitConnections(4);
      silent.close();
    }
  }

  private void awaitConnections(int number) {
    await().atMost(Duration.ofSeconds(10)).until(() -> silent.connections() == number);
  }

  private void begin(Supplier<RecipientOutcome> attempt) {
    begun.add(start(attempt));
  }

  /** On a thread of the zone, as soon as there is one. */
  private CompletableFuture<RecipientOutcome> start(Supplier<RecipientOutcome> attempt) {
    return CompletableFuture.supplyAsync(attempt, zone);
  }

  private static RecipientOutcome send(Restrained.Node node, String domain, int port) {
    return node.send("1a20922255b000ab2b.001", domain, port);
  }
}
