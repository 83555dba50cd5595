package email.wildduck.james.delivery.limit;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryRequestBuilder;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.source.ZonePool;
import email.wildduck.james.embedded.port.FreePorts;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedTransportTest {
  private static final String POOL =
      "<pools><pool><name>main</name>"
          + "<address><ip>127.0.0.2</ip><name>two.example.com</name></address>"
          + "<address><ip>127.0.0.3</ip><name>three.example.com</name></address></pool></pools>"
          + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
  private static final String POOL_BY_SENDER =
      "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address>"
          + "<address><ip>127.0.0.3</ip></address></pool></pools><zones><zone><name>default</name>"
          + "<pool>main</pool><poolHash>from</poolHash></zone></zones>";
  private static final String ID = "1a20922255b000ab2b.001";

  /** What the sink says to each recipient; empty for the usual reply. */
  private final AtomicReference<Optional<SmtpReply>> reply =
      new AtomicReference<>(Optional.empty());

  private final SmtpSink sink = SmtpSink.builder().script(this::replyTo).start();
  private Restrained nodes = new Restrained("");

  private Optional<SmtpReply> replyTo(SmtpStage stage, Envelope envelope) {
    return stage == SmtpStage.RCPT ? reply.get() : Optional.empty();
  }

  private Restrained.Node node(String configuration) {
    nodes.close();
    nodes = new Restrained(configuration);
    return nodes.node();
  }

  @AfterEach
  void close() {
    nodes.close();
    sink.close();
  }

  @Test
  void mailLeavesFromTheAddressesOfThePoolUnderTheirNames() {
    try (Restrained.Node node = node(POOL)) {
      for (int number = 0; number < 30; number++) {
        assertThat(node.send("1a2b" + number + ".001", "one.example", sink.port()).isAccepted())
            .isTrue();
      }

      Set<String> used = new TreeSet<>();
      for (ReceivedMail mail : sink.received()) {
        used.add(mail.envelope().client().getHostAddress() + " " + mail.heloName());
      }
      assertThat(used).containsExactly("127.0.0.2 two.example.com", "127.0.0.3 three.example.com");
    }
  }

  @Test
  void zoneSendsFromAddressesOfItsOwn() {
    String own =
        "<zones><zone><name>default</name><pool><address><ip>127.0.0.4</ip>"
            + "<name>four.example.com</name></address></pool></zone></zones>";
    try (Restrained.Node node = node(own)) {
      assertThat(addressUsed(node.send(ID, "one.example", sink.port()))).isEqualTo("127.0.0.4");
      assertThat(node.restraint.sources().pools())
          .extracting(ZonePool::name)
          .containsExactly("zone:default");
    }
  }

  @Test
  void nameIsKnownBeforeMailLeaves() {
    try (Restrained.Node node = node(POOL)) {
      Set<Set<String>> all = new HashSet<>();
      for (int number = 0; number < 10; number++) {
        String id = "1a2b" + number + ".001";
        DeliveryRequest request =
            Restrained.Node.request(id, "one.example", sink.port(), "alice@example.com");
        Set<String> names = node.transport.namesFor(request);
        node.transport.deliver(request);
        assertThat(names).containsExactly(sink.received().get(number).heloName());
        all.add(names);
      }
      assertThat(all).hasSize(2);
    }
  }

  @Test
  void eachFamilyOfAPoolHasItsNameAndWhoHasNoPoolThatOfTheHost() {
    String both =
        "<pools><pool><name>main</name>"
            + "<address><ip>127.0.0.2</ip><name>four.example.com</name></address>"
            + "<address><ip>::1</ip><name>six.example.com</name></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
    DeliveryRequest request = Restrained.Node.request(ID, "one.example", 25, "alice@example.com");
    DeliveryRequest local =
        DeliveryRequest.builder(
                ID, Sending.message(Sending.MESSAGE), Sending.to(25).asLocalDelivery())
            .recipient(Recipient.of("bob@one.example"))
            .zone("default")
            .build();
    try (Restrained.Node node = node(both)) {
      assertThat(node.transport.namesFor(request))
          .containsExactly("four.example.com", "six.example.com");
      assertThat(
              node.transport.namesFor(
                  request.withPolicy(request.policy().withIpv6(Ipv6Use.IGNORED))))
          .containsExactly("four.example.com");
      assertThat(node.transport.namesFor(local)).containsExactly("client.example");
    }
    try (Restrained.Node node = node("")) {
      assertThat(node.transport.namesFor(request)).containsExactly("client.example");
    }
  }

  @Test
  void everyAttemptOfADeliveryComesFromTheSameAddress() {
    try (Restrained.Node node = node(POOL)) {
      String first = addressUsed(node.send(ID, "one.example", sink.port()));

      assertThat(addressUsed(node.send(ID, "two.example", sink.port()))).isEqualTo(first);
    }
  }

  @Test
  void recipientsOfOneMessageComeFromTheAddressThatEachHasWhenItIsTriedAlone() {
    try (Restrained.Node node = node(POOL)) {
      List<RecipientOutcome> together = node.transport.deliver(several("")).outcomes();

      assertThat(together).allMatch(RecipientOutcome::isAccepted);
      assertThat(together)
          .extracting(outcome -> outcome.recipient().address())
          .containsExactlyElementsOf(addresses());
      assertThat(sink.received()).hasSize(2);
      assertThat(addressesUsed(together)).isEqualTo(addressesUsed(alone(node)));
      assertThat(Set.copyOf(addressesUsed(together))).hasSize(2);
    }
  }

  @Test
  void whoIsGreylistedIsTriedAgainFromTheAddressThatItWasGreylistedFor() {
    try (Restrained.Node node = node(POOL)) {
      reply.set(Optional.of(new SmtpReply(450, "4.7.1 greylisted")));
      List<String> before = addressesUsed(node.transport.deliver(several("")).outcomes());
      reply.set(Optional.empty());

      assertThat(addressesUsed(alone(node))).isEqualTo(before);
    }
  }

  @Test
  void thatHoldsWhileAnAddressIsOutOfUse() {
    String three =
        POOL.replace("</pool></pools>", "<address><ip>127.0.0.4</ip></address></pool></pools>");
    try (Restrained.Node node = node(three)) {
      node.restraint.disabled().disable("127.0.0.3", "being moved");

      List<String> together = addressesUsed(node.transport.deliver(several("")).outcomes());

      assertThat(together).isEqualTo(addressesUsed(alone(node))).doesNotContain("127.0.0.3");
    }
  }

  @Test
  void everyFamilyHasToAgreeUnlessItIsIgnored() {
    String both =
        "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address>"
            + "<address><ip>2001:db8::1</ip><name>one.example.com</name></address>"
            + "<address><ip>2001:db8::2</ip><name>two.example.com</name></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
    try (Restrained.Node node = node(both)) {
      DeliveryRequest request = several("");
      assertThat(node.transport.namesFor(request)).contains("one.example.com", "two.example.com");
      node.transport.deliver(request);
      assertThat(sink.received()).hasSize(2);
      node.transport.deliver(request.withPolicy(request.policy().withIpv6(Ipv6Use.IGNORED)));
      assertThat(sink.received()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>",
        POOL_BY_SENDER
      })
  void recipientsStayInOneTransactionWhereThereIsNothingToChoose(String configuration) {
    try (Restrained.Node node = node(configuration)) {
      assertThat(node.transport.deliver(several("")).outcomes())
          .allMatch(RecipientOutcome::isAccepted);

      assertThat(sink.received()).hasSize(1);
    }
  }

  @Test
  void whatASiteSaysToTheFirstRecipientsHoldsForTheOthers() {
    try (Restrained.Node node = node(POOL)) {
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));

      List<RecipientOutcome> outcomes = node.transport.deliver(several("")).outcomes();

      assertThat(outcomes).filteredOn(one -> failure(one).notBefore().isPresent()).isNotEmpty();
      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void noAddressIsAskedForTwiceForTheRecipientsOfAMessage() {
    nodes.close();
    nodes =
        new Restrained(
            POOL.replace(
                "<ip>127.0.0.3</ip>",
                "<ip>127.0.0.3</ip><warmup><start>2030-01-31</start><volumes>900</volumes>"
                    + "</warmup>"));
    try (Restrained.Node node = nodes.nodeWithCountedCalls()) {
      node.transport.namesFor(several(""));
      nodes.clock.advance(Duration.ofSeconds(3));
      int before = nodes.calls.get();
      node.transport.namesFor(several(""));

      assertThat(nodes.calls.get() - before).isLessThanOrEqualTo(2);
    }
  }

  private static List<String> addresses() {
    return IntStream.range(1, 9)
        .mapToObj(number -> "bob" + number + "@one.example")
        .collect(Collectors.toList());
  }

  /** To all of {@link #addresses}, or the one. */
  private DeliveryRequest several(String only) {
    DeliveryRequestBuilder request =
        DeliveryRequest.builder(
                "1a20922255b000ab2b",
                Sending.message(Sending.MESSAGE),
                Target.mxOf("one.example").onPort(sink.port()))
            .sender("alice@example.com")
            .zone("default");
    for (String address : addresses()) {
      if (only.isEmpty() || only.equals(address)) {
        request.recipient(
            Recipient.of(address).withSourceKey("1a20922255b000ab2b.00" + address.charAt(3)));
      }
    }
    return request.build();
  }

  private List<RecipientOutcome> alone(Restrained.Node node) {
    return addresses().stream()
        .map(address -> Sending.only(node.transport.deliver(several(address))))
        .collect(Collectors.toList());
  }

  private static List<String> addressesUsed(List<RecipientOutcome> outcomes) {
    return outcomes.stream().map(LimitedTransportTest::addressUsed).collect(Collectors.toList());
  }

  @Test
  void siteThatHasAnAddressOnABlockListGetsMailFromAnotherOneFromAllNodes() {
    try (Restrained.Node node = node(POOL);
        Restrained.Node other = nodes.node()) {
      reply.set(Optional.of(new SmtpReply(550, "5.7.1 blocked using zen.spamhaus.org")));
      String blocked = addressUsed(node.send(ID, "one.example", sink.port()));
      reply.set(Optional.empty());

      assertThat(addressUsed(node.send(ID, "two.example", sink.port()))).isNotEqualTo(blocked);
      assertThat(addressUsed(other.send(ID, "one.example", sink.port()))).isNotEqualTo(blocked);
      assertThat(addressUsed(other.send(ID, "other.example", sink.port()))).isEqualTo(blocked);
      nodes.clock.advance(Duration.ofMinutes(61));
      assertThat(addressUsed(other.send(ID, "one.example", sink.port()))).isEqualTo(blocked);
    }
  }

  @Test
  void whenAllAddressesAreOnABlockListNoOtherCanBeTried() {
    try (Restrained.Node node = node(POOL)) {
      reply.set(Optional.of(new SmtpReply(550, "5.7.1 blocked using zen.spamhaus.org")));

      assertThat(failure(node.send(ID, "one.example", sink.port())).isFromLastAddress()).isFalse();
      assertThat(failure(node.send(ID, "one.example", sink.port())).isFromLastAddress()).isFalse();
      assertThat(failure(node.send(ID, "one.example", sink.port())).isFromLastAddress()).isTrue();
    }
  }

  @Test
  void hostWithoutAPoolHasOneAddress() {
    try (Restrained.Node node = node("")) {
      reply.set(Optional.of(new SmtpReply(550, "5.7.1 blocked using zen.spamhaus.org")));

      assertThat(failure(node.send(ID, "one.example", sink.port())).isFromLastAddress()).isFalse();
      assertThat(failure(node.send(ID, "one.example", sink.port())).isFromLastAddress()).isTrue();
    }
  }

  @Test
  void reportOfNobodyIsNotTriedFromAnotherAddress() {
    try (Restrained.Node node = node(POOL)) {
      reply.set(Optional.of(new SmtpReply(550, "5.7.1 blocked using zen.spamhaus.org")));

      assertThat(failure(node.sendFromNobody(ID, "one.example", sink.port())).isFromLastAddress())
          .isTrue();
    }
  }

  @Test
  void addressThatIsDisabledForADomainOrSiteIsNotUsedForIt() {
    String configured =
        POOL
            + "<domainConfig><domain><name>other.example</name>"
            + "<disabledAddresses>127.0.0.2</disabledAddresses></domain></domainConfig>"
            + "<siteConfig><site><name>mx.google.example</name>"
            + "<disabledAddresses>127.0.0.3</disabledAddresses></site></siteConfig>";
    try (Restrained.Node node = node(configured)) {
      for (int number = 0; number < 10; number++) {
        String id = "1a2b" + number + ".001";
        assertThat(addressUsed(node.send(id, "other.example", sink.port()))).isEqualTo("127.0.0.3");
        assertThat(addressUsed(node.send(id, "two.example", sink.port()))).isEqualTo("127.0.0.2");
      }
    }
  }

  @Test
  void administratorTakesAnAddressOutOfUseOnAllNodes() {
    try (Restrained.Node node = node(POOL);
        Restrained.Node other = nodes.node()) {
      String usual = addressUsed(node.send(ID, "one.example", sink.port()));
      other.restraint.disabled().disable(usual, "being moved");
      nodes.clock.advance(Duration.ofSeconds(3));

      assertThat(addressUsed(node.send(ID, "one.example", sink.port()))).isNotEqualTo(usual);
      assertThat(other.restraint.disabled().enable(usual)).isTrue();
      nodes.clock.advance(Duration.ofSeconds(3));
      assertThat(addressUsed(node.send(ID, "one.example", sink.port()))).isEqualTo(usual);
    }
  }

  @Test
  void siteThatSays421IsLeftAloneByAllNodesAndOthersAreNot() {
    try (Restrained.Node node = node("");
        Restrained.Node other = nodes.node()) {
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));
      assertThat(failure(node.send(ID, "one.example", sink.port())).notBefore()).isEmpty();
      reply.set(Optional.empty());
      long connections = sink.connections();

      Failure postponed = failure(other.send(ID, "two.example", sink.port()));

      assertThat(postponed.notBefore()).hasValueSatisfying(this::isInAboutAMinute);
      assertThat(postponed.response()).contains("mx.google.example is left alone");
      assertThat(sink.connections()).isEqualTo(connections);
      assertThat(other.send(ID, "other.example", sink.port()).isAccepted()).isTrue();
      nodes.clock.advance(Duration.ofSeconds(61));
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isTrue();
    }
  }

  private void isInAboutAMinute(Instant time) {
    assertThat(time)
        .isBetween(nodes.clock.instant().plusSeconds(59), nodes.clock.instant().plusSeconds(62));
  }

  @Test
  void pausesGrowUntilTheSiteTakesSomething() {
    try (Restrained.Node node = node("")) {
      reply.set(Optional.of(new SmtpReply(450, "4.7.28 rate limit exceeded, slow down")));
      for (int minutes : new int[] {1, 2, 4, 8, 16, 30, 30}) {
        node.send(ID, "one.example", sink.port());
        assertThat(pauseOf(node)).isEqualTo(Duration.ofMinutes(minutes));
        nodes.clock.advance(Duration.ofMinutes(minutes));
      }
      reply.set(Optional.empty());
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));
      node.send(ID, "one.example", sink.port());

      assertThat(pauseOf(node)).isEqualTo(Duration.ofMinutes(1));
    }
  }

  private Duration pauseOf(Restrained.Node node) {
    return Duration.between(
        nodes.clock.instant(), node.restraint.backOff().pauses().get(Restrained.SITE).until());
  }

  @Test
  void mailboxThatGetsTooMuchSaysNothingAboutItsSite() {
    try (Restrained.Node node = node("")) {
      reply.set(
          Optional.of(
              new SmtpReply(450, "4.2.1 user is receiving mail at a rate that is too high")));
      node.send(ID, "one.example", sink.port());

      assertThat(node.restraint.backOff().pauses()).isEmpty();
    }
  }

  @Test
  void administratorEndsAPause() {
    try (Restrained.Node node = node("")) {
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));
      node.send(ID, "one.example", sink.port());
      reply.set(Optional.empty());

      assertThat(node.restraint.backOff().end(Restrained.SITE)).isTrue();
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void rateOfASiteHoldsForAllNodesAndDomainsAndForNoOtherSite() {
    String configured =
        "<siteConfig><site><name>mx.google.example</name><rate>6/min</rate></site></siteConfig>";
    try (Restrained.Node node = node(configured);
        Restrained.Node other = nodes.node()) {
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();

      Failure first = failure(other.send(ID, "two.example", sink.port()));
      Failure second = failure(other.send(ID, "two.example", sink.port()));

      assertThat(first.notBefore()).contains(nodes.clock.instant().plusSeconds(10));
      assertThat(second.notBefore()).contains(nodes.clock.instant().plusSeconds(20));
      assertThat(other.send(ID, "other.example", sink.port()).isAccepted()).isTrue();
      nodes.clock.advance(Duration.ofSeconds(10));
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void zoneIsThrottledOverAllItsDomains() {
    String configured =
        "<zones><zone><name>default</name><throttling>1 message/hour</throttling></zone></zones>";
    try (Restrained.Node node = node(configured)) {
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      assertThat(failure(node.send(ID, "other.example", sink.port())).notBefore()).isPresent();
    }
  }

  @Test
  void whatADomainRefusesTakesNothingFromItsZone() {
    String configured =
        "<zones><zone><name>default</name><throttling>4 messages/minute</throttling></zone></zones>"
            + "<domainConfig><domain><name>one.example</name><rate>1/h</rate></domain>"
            + "</domainConfig>";
    try (Restrained.Node node = node(configured)) {
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      nodes.clock.advance(Duration.ofSeconds(15));
      for (int number = 0; number < 5; number++) {
        assertThat(failure(node.send(ID, "one.example", sink.port())).notBefore()).isPresent();
      }
      assertThat(node.send(ID, "other.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void connectionsToASiteAreCountedOverAllNodes() throws Exception {
    String configured =
        "<siteConfig><site><name>mx.google.example</name><maxConnections>1</maxConnections></site>"
            + "</siteConfig>";
    try (HoldingSink slow = new HoldingSink();
        Restrained.Node node = node(configured);
        Restrained.Node other = nodes.node()) {
      CompletableFuture<RecipientOutcome> first =
          CompletableFuture.supplyAsync(() -> node.send(ID, "one.example", slow.port()));
      slow.awaitData();

      assertThat(failure(other.send(ID, "two.example", sink.port())).notBefore()).isPresent();
      assertThat(other.send(ID, "other.example", sink.port()).isAccepted()).isTrue();
      node.transport.renew();
      nodes.clock.advance(Duration.ofSeconds(59));
      assertThat(failure(other.send(ID, "two.example", sink.port())).notBefore()).isPresent();
      slow.goOn();
      assertThat(first.get(20, TimeUnit.SECONDS).isAccepted()).isTrue();
      assertThat(other.send(ID, "two.example", sink.port()).isAccepted()).isTrue();
    }
  }

  @Test
  void connectionCarriesNoMoreMessagesThanTheDomainAllows() {
    String configured = "<domainConfig><maxMessages>2</maxMessages></domainConfig>";
    try (Restrained.Node node = node(configured)) {
      for (int number = 0; number < 5; number++) {
        node.send("1a2b.00" + number, "one.example", sink.port());
      }
      assertThat(sink.connections()).isEqualTo(3);
    }
  }

  @Test
  void targetThatCouldNotBeReachedIsNotTriedAgainForTwoMinutes() {
    int port = FreePorts.take();
    try (Restrained.Node node = node("")) {
      Failure first = failure(node.send(ID, "one.example", port));
      try (SmtpSink back = SmtpSink.builder().port(port).start()) {
        Failure second = failure(node.send("1a2c.001", "one.example", port));

        assertThat(first.response()).contains("Cannot connect");
        assertThat(second.response()).isEqualTo(first.response());
        assertThat(second.notBefore()).isEmpty();
        assertThat(back.connections()).isZero();
        nodes.clock.advance(Duration.ofMinutes(2));
        assertThat(node.send(ID, "one.example", port).isAccepted()).isTrue();
        assertThat(node.send(ID, "one.example", port).isAccepted()).isTrue();
      }
    }
  }

  @Test
  void targetThatOneNodeCouldNotReachIsNotTriedByOthersUntilOneOfThemReachesIt() {
    int port = FreePorts.take();
    try (Restrained.Node node = node("");
        Restrained.Node other = nodes.node()) {
      Failure first = failure(node.send(ID, "one.example", port));
      try (SmtpSink back = SmtpSink.builder().port(port).start()) {
        Failure second = failure(other.send(ID, "one.example", port));
        assertThat(second.response()).isEqualTo(first.response());
        assertThat(second.notBefore()).isEmpty();
        assertThat(back.connections()).isZero();
        assertThat(other.send(ID, "two.example", port).isAccepted()).isTrue();

        nodes.clock.advance(Duration.ofMinutes(2));
        assertThat(other.send(ID, "one.example", port).isAccepted()).isTrue();
      }
    }
  }

  @Test
  void nodeThatReachesNobodyTellsOthersOfOneFailureOnly() {
    int port = FreePorts.take();
    try (Restrained.Node node = node("");
        Restrained.Node other = nodes.node()) {
      failure(node.send(ID, "one.example", port));
      failure(node.send(ID, "two.example", port));
      try (SmtpSink back = SmtpSink.builder().port(port).start()) {
        assertThat(failure(other.send(ID, "one.example", port)).response()).contains("Cannot");
        assertThat(other.send(ID, "two.example", port).isAccepted()).isTrue();
        assertThat(failure(node.send(ID, "two.example", port)).response()).contains("Cannot");
        assertThat(back.connections()).isEqualTo(1);
      }
      assertThat(node.send(ID, "two.example", sink.port()).isAccepted()).isTrue();
      failure(node.send(ID, "other.example", port));
      nodes.clock.advance(Duration.ofSeconds(10));
      try (SmtpSink back = SmtpSink.builder().port(port).start()) {
        assertThat(failure(other.send(ID, "other.example", port)).response()).contains("Cannot");
        assertThat(back.connections()).isZero();
      }
    }
  }

  @Test
  void withoutRedisANodeRemembersItsOwnFailedConnects() {
    int port = FreePorts.take();
    node("").close();
    try (Restrained.Node node = nodes.nodeWithoutRedis()) {
      failure(node.send(ID, "one.example", port));
      failure(node.send(ID, "two.example", port));
      try (SmtpSink back = SmtpSink.builder().port(port).start()) {
        failure(node.send(ID, "one.example", port));
        failure(node.send(ID, "two.example", port));
        assertThat(back.connections()).isZero();
      }
    }
  }

  @Test
  void withoutRedisANodeKeepsToItsOwnLimits() {
    node("<siteConfig><rate>6/min</rate><maxConnections>1</maxConnections></siteConfig>").close();
    try (Restrained.Node node = nodes.nodeWithoutRedis()) {
      assertThat(node.send(ID, "one.example", sink.port()).isAccepted()).isTrue();
      assertThat(failure(node.send(ID, "two.example", sink.port())).notBefore()).isPresent();
      nodes.clock.advance(Duration.ofSeconds(10));
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));
      assertThat(failure(node.send(ID, "two.example", sink.port())).notBefore()).isEmpty();
      nodes.clock.advance(Duration.ofSeconds(10));
      assertThat(failure(node.send(ID, "two.example", sink.port())).response())
          .contains("left alone");
    }
  }

  /** Those that docs/configuration.md names. */
  @Test
  void fewPermissionsOfRedisAreEnough() {
    node("<siteConfig><rate>1000/s</rate><maxConnections>1</maxConnections></siteConfig>"
            + POOL.replace(
                "<ip>127.0.0.3</ip>",
                "<ip>127.0.0.3</ip><warmup><start>2030-01-31</start><volumes>9</volumes>"
                    + "</warmup>"))
        .close();
    try (Restrained.Node node =
        nodes.nodeWithPermissions(
            "hello select ping eval evalsha get set hget hgetall hset hdel hincrby expire zadd zrem"
                + " zcard zremrangebyscore pexpire")) {
      for (int number = 0; number < 10; number++) {
        nodes.clock.advance(Duration.ofSeconds(3));
        String id = "1a2b" + number + ".001";
        assertThat(node.send(id, "one.example", sink.port()).isAccepted()).isTrue();
      }
      node.transport.renew();
      reply.set(Optional.of(new SmtpReply(421, "4.7.0 too many of you")));
      node.send(ID, "one.example", sink.port());
      node.restraint.backOff().end(Restrained.SITE);

      assertThat(nodes.refusals()).isEmpty();
    }
  }

  @Test
  void newAddressSendsItsVolumeOfTheDayAndOthersTakeOver() {
    String configured =
        "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address>"
            + "<address><ip>127.0.0.3</ip><warmup><start>2030-01-31</start><volumes>2, 4</volumes>"
            + "</warmup></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
    try (Restrained.Node node = node(configured);
        Restrained.Node other = nodes.node()) {
      assertThat(sentFrom("127.0.0.3", node, other)).isEqualTo(2);
      nodes.clock.advance(Duration.ofDays(1));
      assertThat(sentFrom("127.0.0.3", node, other)).isEqualTo(4);
      nodes.clock.advance(Duration.ofDays(1));
      assertThat(sentFrom("127.0.0.3", node, other)).isGreaterThan(4);
    }
  }

  @Test
  void addressIsNotUsedBeforeItsFirstDay() {
    String configured =
        "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address>"
            + "<address><ip>127.0.0.3</ip><warmup><start>2030-02-01</start><volumes>2</volumes>"
            + "</warmup></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
    try (Restrained.Node node = node(configured)) {
      assertThat(sentFrom("127.0.0.3", node)).isZero();
    }
  }

  @Test
  void groupOfSitesHasVolumesOfItsOwn() {
    String configured =
        "<pools><pool><name>main</name><address><ip>127.0.0.2</ip></address>"
            + "<address><ip>127.0.0.3</ip><warmup><start>2030-01-31</start><volumes>100</volumes>"
            + "<group><sites>mx.google.example</sites><volumes>1</volumes></group>"
            + "</warmup></address></pool></pools>"
            + "<zones><zone><name>default</name><pool>main</pool></zone></zones>";
    try (Restrained.Node node = node(configured)) {
      long toGoogle = 0;
      long toOthers = 0;
      for (int number = 0; number < 20; number++) {
        String id = "1a2b" + number + ".001";
        toGoogle += isFromThree(node.send(id, "one.example", sink.port()));
        toOthers += isFromThree(node.send(id, "other.example", sink.port()));
      }
      assertThat(toGoogle).isEqualTo(1);
      assertThat(toOthers).isGreaterThan(3);
    }
  }

  private static int isFromThree(RecipientOutcome outcome) {
    return addressUsed(outcome).equals("127.0.0.3") ? 1 : 0;
  }

  /** Sends 30 messages, from the nodes in turn, with seconds between them. */
  private long sentFrom(String address, Restrained.Node... senders) {
    long number = 0;
    for (int message = 0; message < 30; message++) {
      nodes.clock.advance(Duration.ofSeconds(3));
      Restrained.Node sender = senders[message % senders.length];
      RecipientOutcome outcome = sender.send("1a2b" + message + ".001", "one.example", sink.port());
      number += addressUsed(outcome).equals(address) ? 1 : 0;
    }
    return number;
  }

  private static String addressUsed(RecipientOutcome outcome) {
    return outcome.peer().orElseThrow().local().orElseThrow().getHostAddress();
  }

  private static Failure failure(RecipientOutcome outcome) {
    return outcome.failure().orElseThrow(() -> new AssertionError("accepted: " + outcome));
  }
}
