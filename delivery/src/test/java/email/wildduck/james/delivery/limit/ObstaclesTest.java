package email.wildduck.james.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known to be in the way of a delivery before its message is read. */
class ObstaclesTest {
  private static final String ID = "1a20922255b000ab2b.001";
  private static final String SITE_CONFIG = "<siteConfig><site><name>mx.google.example</name>";

  private final SmtpSink sink = SmtpSink.builder().start();
  private Restrained nodes = new Restrained("");

  @AfterEach
  void close() {
    nodes.close();
    sink.close();
  }

  private void configure(String configuration) {
    nodes.close();
    nodes = new Restrained(configuration);
  }

  @Test
  void nothingIsInTheWayAndNobodyIsAskedWhenNothingIsLimited() {
    try (Restrained.Node node = nodes.nodeWithCountedCalls()) {
      node.send(ID, "one.example", sink.port());
      int calls = nodes.calls.get();
      // what nodes tell each other is read every two seconds, however often it is asked for
      for (int number = 0; number < 10; number++) {
        assertThat(obstacle(node, "one.example")).isEmpty();
        assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      }

      assertThat(nodes.calls.get()).isEqualTo(calls);
    }
  }

  @Test
  void siteThatAskedForAPauseIsInTheWayOfItsDomainsOnly() {
    try (SmtpSink closing =
            SmtpSink.builder()
                .script(
                    (stage, envelope) ->
                        stage == SmtpStage.RCPT
                            ? Optional.of(new SmtpReply(421, "4.7.0 too many of you"))
                            : Optional.empty())
                .start();
        Restrained.Node node = nodes.node();
        Restrained.Node other = nodes.node()) {
      node.send(ID, "one.example", closing.port());

      Failure pause = obstacle(other, "two.example").orElseThrow();
      assertThat(pause.response()).contains("Waiting: mx.google.example is left alone");
      assertThat(pause.notBefore().orElseThrow())
          .isAfterOrEqualTo(nodes.clock.instant().plusSeconds(60));
      assertThat(obstacle(other, "other.example")).isEmpty();
      assertThat(other.transport.obstacleTo("default", "two.example", local())).isEmpty();
      assertThat(other.transport.obstacleTo("default", "x", Target.http("http://x/"))).isEmpty();
      nodes.clock.advance(Duration.ofMinutes(2));
      assertThat(obstacle(other, "two.example")).isEmpty();
    }
  }

  private static Target local() {
    return Target.mxOf("two.example").asLocalDelivery();
  }

  @Test
  void rateThatANodeWasToldOfIsInTheWayWithoutAQuestion() {
    configure(SITE_CONFIG + "<rate>6/min</rate></site></siteConfig>");
    try (Restrained.Node node = nodes.node();
        Restrained.Node other = nodes.nodeWithCountedCalls()) {
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      assertThat(obstacle(node, "TWO.example")).isPresent();
      assertThat(obstacle(other, "two.example")).isEmpty();
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isFalse();
      int calls = nodes.calls.get();

      Failure reached = obstacle(other, "two.example").orElseThrow();
      assertThat(reached.response()).contains("the rate of site mx.google.example is reached");
      // the one that was refused before has the first turn
      assertThat(reached.notBefore()).contains(nodes.clock.instant().plusSeconds(20));
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isFalse();
      assertThat(nodes.calls.get()).isEqualTo(calls);
      nodes.clock.advance(Duration.ofSeconds(10));
      assertThat(obstacle(other, "two.example")).isEmpty();
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void connectionsThatANodeHoldsItselfAreInTheWay() throws Exception {
    configure(SITE_CONFIG + "<maxConnections>1</maxConnections></site></siteConfig>");
    try (HoldingSink slow = new HoldingSink();
        Restrained.Node node = nodes.node()) {
      CompletableFuture<?> first =
          CompletableFuture.supplyAsync(() -> node.send(ID, "one.example", slow.port()));
      slow.awaitData();

      assertThat(obstacle(node, "two.example").orElseThrow().response())
          .contains("all connections to mx.google.example are in use");
      assertThat(obstacle(node, "other.example")).isEmpty();
      slow.goOn();
      first.join();
      assertThat(obstacle(node, "two.example")).isEmpty();
    }
  }

  @Test
  void siteWithAllItsPlacesInAZoneIsInTheWayWithoutAQuestion() throws Exception {
    configure("<zones><zone><name>default</name><connections>2</connections></zone></zones>");
    try (HoldingSink slow = new HoldingSink();
        Restrained.Node node = nodes.nodeWithCountedCalls()) {
      CompletableFuture<?> first =
          CompletableFuture.supplyAsync(() -> node.send(ID, "one.example", slow.port()));
      slow.awaitData();
      int calls = nodes.calls.get();

      assertThat(obstacle(node, "two.example").orElseThrow().response())
          .contains("all connections that zone default has for mx.google.example are in use");
      assertThat(obstacle(node, "other.example")).isEmpty();
      assertThat(nodes.calls.get()).isEqualTo(calls);
      slow.goOn();
      first.join();
      assertThat(obstacle(node, "two.example")).isEmpty();
    }
  }

  private static Optional<Failure> obstacle(Restrained.Node node, String domain) {
    return node.transport.obstacleTo("default", domain, Target.mxOf(domain));
  }
}
