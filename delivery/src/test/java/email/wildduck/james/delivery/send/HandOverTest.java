package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages arrive at a real server as they were sent. */
class HandOverTest {
  private final SmtpTransport transport = Sending.transport();

  @AfterEach
  void close() {
    transport.close();
  }

  private static byte[] bytes(ReceivedMail mail) throws IOException {
    try (InputStream in = mail.content().open()) {
      return in.readAllBytes();
    }
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(bytes(mail), StandardCharsets.ISO_8859_1);
  }

  @Test
  void acceptedMailNamesReplyHostAndAddresses() {
    try (SmtpSink sink = SmtpSink.start()) {
      RecipientOutcome outcome = only(transport.deliver(simple(to(sink.port()))));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.response()).startsWith("250 ");
      assertThat(outcome.peer().orElseThrow().toString()).isEqualTo("peer.example[127.0.0.1]");
      assertThat(outcome.peer().orElseThrow().local()).contains(TestDns.address("127.0.0.1"));
      assertThat(outcome.peer().orElseThrow().tls()).isEmpty();
      assertThat(outcome.peer().orElseThrow().isReused()).isFalse();
      ReceivedMail mail = sink.received().get(0);
      assertThat(mail.mailFrom()).isEqualTo("alice@example.com");
      assertThat(mail.recipients()).containsExactly("bob@example.net");
      assertThat(mail.heloName()).isEqualTo("client.example");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: 8\u00e4\u00ff bit\r\n\r\nb\u00f6dy\r\n",
        "A: b\r\n folded\r\n\tmore\r\nB:c\r\n\r\n",
        "A: b\r\n\r\n.\r\n..\r\n.dot\r\n\r\n.\r\n",
        "A: b\r\n\r\n\r\n\r\nblank lines\r\n\r\n\r\n",
        "A: b\r\n"
      })
  void messageArrivesByteForByte(String message) throws IOException {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port()), message).recipient(Recipient.of("bob@example.net")).build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(text(sink.received().get(0))).isEqualTo(message);
    }
  }

  @Test
  void bareLineEndsBecomeCrLf() throws IOException {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port()), "A: b\n\nx\n.\ny\r.\rz\r\r\nend")
              .recipient(Recipient.of("bob@example.net"))
              .build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(text(sink.received().get(0)))
          .isEqualTo("A: b\r\n\r\nx\r\n.\r\ny\r\n.\r\nz\r\n\r\nend\r\n");
    }
  }

  @Test
  void messageOfManyBlocksArrives() throws IOException {
    byte[] message = new byte[3_000_000];
    new Random(7).nextBytes(message);
    for (int i = 0; i < message.length; i++) {
      boolean lineEnd = message[i] == '\r' || message[i] == '\n' || message[i] == 0;
      message[i] = lineEnd ? (byte) '.' : message[i];
    }
    for (int i = 70; i < message.length; i += 72) {
      message[i] = '\r';
      message[i + 1] = '\n';
    }
    byte[] header = "A: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(header, 0, message, 0, header.length);
    message[message.length - 2] = '\r';
    message[message.length - 1] = '\n';
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          DeliveryRequest.builder("1", RawMessage.parse(ByteSource.of(message)), to(sink.port()))
              .recipient(Recipient.of("bob@example.net"))
              .build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(bytes(sink.received().get(0))).isEqualTo(message);
      assertThat(sink.received().get(0).mailFrom()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "8BITMIME"})
  void everyRecipientHasItsOwnReply(String without) {
    try (SmtpSink sink =
        SmtpSink.builder()
            .without(without)
            .script(
                (stage, envelope) ->
                    stage == SmtpStage.RCPT
                        ? refusal(last(envelope.recipients()))
                        : Optional.empty())
            .start()) {
      DeliveryRequest request =
          request(to(sink.port()))
              .recipient(Recipient.of("one@example.net"))
              .recipient(Recipient.of("gone@example.net"))
              .recipient(Recipient.of("busy@example.net"))
              .recipient(Recipient.of("two@example.net"))
              .build();

      List<RecipientOutcome> outcomes = transport.deliver(request).outcomes();

      assertThat(outcomes)
          .extracting(outcome -> outcome.recipient().address(), RecipientOutcome::isAccepted)
          .containsExactly(
              tuple("one@example.net", true),
              tuple("gone@example.net", false),
              tuple("busy@example.net", false),
              tuple("two@example.net", true));
      Failure gone = outcomes.get(1).failure().orElseThrow();
      assertThat(gone.stage()).isEqualTo(Stage.RCPT);
      assertThat(gone.code()).isEqualTo(550);
      assertThat(gone.enhancedStatus()).isEqualTo("5.1.1");
      assertThat(gone.isTemporary()).isFalse();
      assertThat(outcomes.get(2).failure().orElseThrow().isTemporary()).isTrue();
      assertThat(sink.received()).hasSize(1);
      assertThat(sink.received().get(0).recipients())
          .containsExactly("one@example.net", "two@example.net");
    }
  }

  private static String last(List<String> all) {
    return all.get(all.size() - 1);
  }

  private static Optional<SmtpReply> refusal(String recipient) {
    if (recipient.startsWith("gone")) {
      return Optional.of(new SmtpReply(550, "5.1.1 No such user"));
    }
    return recipient.startsWith("busy")
        ? Optional.of(new SmtpReply(452, "4.2.2 Full"))
        : Optional.empty();
  }

  @Test
  void allRecipientsRefusedLeaveTheConnectionUsable() {
    try (SmtpSink sink =
        SmtpSink.builder()
            .script(
                (stage, envelope) ->
                    stage == SmtpStage.RCPT
                        ? refusal(last(envelope.recipients()))
                        : Optional.empty())
            .start()) {
      DeliveryRequest refused =
          request(to(sink.port())).recipient(Recipient.of("gone@example.net")).build();

      assertThat(failure(transport.deliver(refused)).code()).isEqualTo(550);
      RecipientOutcome next = only(transport.deliver(simple(to(sink.port()))));

      assertThat(next.isAccepted()).isTrue();
      assertThat(next.peer().orElseThrow().isReused()).isTrue();
      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void sourceOfARequestIsUsedWithItsName() {
    try (SmtpSink sink = SmtpSink.start()) {
      for (String address : List.of("127.0.0.5", "127.0.0.6")) {
        DeliveryRequest request =
            request(to(sink.port()))
                .recipient(Recipient.of("bob@example.net"))
                .source(new Source(TestDns.address(address), "mta." + address))
                .build();

        assertThat(only(transport.deliver(request)).peer().orElseThrow().local())
            .contains(TestDns.address(address));
      }
      assertThat(sink.received())
          .extracting(mail -> mail.envelope().client().getHostAddress(), ReceivedMail::heloName)
          .containsExactly(
              tuple("127.0.0.5", "mta.127.0.0.5"), tuple("127.0.0.6", "mta.127.0.0.6"));
    }
  }

  @Test
  void sourceThatIsNotOfThisMachineIsATemporaryLocalFailure() {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port()))
              .recipient(Recipient.of("bob@example.net"))
              .source(new Source(TestDns.address("192.0.2.77"), "mta.example"))
              .build();

      Failure failure = failure(transport.deliver(request));

      assertThat(failure.cause()).isEqualTo(FailureCause.LOCAL);
      assertThat(failure.isTemporary()).isTrue();
    }
  }

  @Test
  void messageThatIsTooLargeForThePeerIsRefusedHere() {
    try (SmtpSink sink = SmtpSink.builder().maxSize(10).start()) {
      Failure failure = failure(transport.deliver(simple(to(sink.port()))));

      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(failure.stage()).isEqualTo(Stage.MAIL);
      assertThat(failure.enhancedStatus()).isEqualTo("5.3.4");
      assertThat(failure.isTemporary()).isFalse();
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void sizeAndBodyAreTold() {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port()), "A: b\n\n\u00e4\n")
              .recipient(Recipient.of("bob@example.net"))
              .build();

      transport.deliver(request);
      transport.deliver(simple(to(sink.port())));

      assertThat(sink.received().get(0).envelope().mailParameters())
          .containsExactlyInAnyOrder("SIZE=11", "BODY=8BITMIME");
      assertThat(sink.received().get(1).envelope().mailParameters())
          .containsExactly("SIZE=" + Sending.MESSAGE.length());
    }
  }

  @Test
  void eightBitMessageGoesToASevenBitPeerAsItIs() throws IOException {
    try (SmtpSink sink = SmtpSink.builder().without("8BITMIME").start()) {
      DeliveryRequest request =
          request(to(sink.port()), "A: b\r\n\r\n\u00e4\r\n")
              .recipient(Recipient.of("bob@example.net"))
              .build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(text(sink.received().get(0))).isEqualTo("A: b\r\n\r\n\u00e4\r\n");
    }
  }

  @Test
  void eightBitMessageToASevenBitPeerFailsWhereTheRulesSaySo() {
    try (SmtpSink sink = SmtpSink.builder().without("8BITMIME").start()) {
      DeliveryRequest request =
          request(to(sink.port()), "A: b\r\n\r\n\u00e4\r\n")
              .recipient(Recipient.of("bob@example.net"))
              .policy(DeliveryPolicy.standard().withEightBitForced(false))
              .build();

      assertThat(failure(transport.deliver(request)).enhancedStatus()).isEqualTo("5.6.3");
    }
  }

  @Test
  void unicodeAddressNeedsSmtputf8AndIsToldWithIt() {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port())).recipient(Recipient.of("j\u00fcrgen@example.net")).build();

      assertThat(only(transport.deliver(request)).isAccepted()).isTrue();
      assertThat(sink.received().get(0).recipients()).containsExactly("j\u00fcrgen@example.net");
      assertThat(sink.received().get(0).envelope().mailParameters()).contains("SMTPUTF8");
    }
  }

  @Test
  void unicodeRecipientFailsAloneWithoutSmtputf8() {
    try (SmtpSink sink = SmtpSink.builder().without("SMTPUTF8").start()) {
      DeliveryRequest request =
          request(to(sink.port()))
              .recipient(Recipient.of("j\u00fcrgen@example.net"))
              .recipient(Recipient.of("bob@j\u00f5geva.ee"))
              .build();

      DeliveryResult result = transport.deliver(request);

      Failure failure = result.outcomes().get(0).failure().orElseThrow();
      assertThat(failure.enhancedStatus()).isEqualTo("5.6.7");
      assertThat(failure.isTemporary()).isFalse();
      assertThat(result.outcomes().get(1).isAccepted()).isTrue();
      assertThat(sink.received().get(0).recipients()).containsExactly("bob@xn--jgeva-dua.ee");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.net>\r\nRSET",
        "bob\r\n@example.net",
        "bob@example.net\u0000",
        "<bob@example.net>",
        "bob@example.net NOTIFY=NEVER",
        "\"bob\"@example.net NOTIFY=NEVER",
        "bob\u0085@example.net",
        "bob",
        ""
      })
  void addressThatCouldEndACommandIsRefusedHere(String address) {
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          request(to(sink.port()))
              .recipient(Recipient.of(address))
              .recipient(Recipient.of("bob@example.net"))
              .build();

      DeliveryResult result = transport.deliver(request);

      assertThat(result.outcomes().get(0).failure().orElseThrow().enhancedStatus())
          .isEqualTo("5.1.3");
      assertThat(result.outcomes().get(1).isAccepted()).isTrue();
      assertThat(sink.received().get(0).recipients()).containsExactly("bob@example.net");
    }
  }

  @Test
  void messageThatCannotBeReadIsATemporaryLocalFailure() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public InputStream open() throws IOException {
            throw new IOException("the file is gone");
          }

          @Override
          public long size() {
            return 10;
          }
        };
    try (SmtpSink sink = SmtpSink.start()) {
      DeliveryRequest request =
          DeliveryRequest.builder(
                  "1",
                  RawMessage.of(Sending.message(Sending.MESSAGE).headers(), broken),
                  to(sink.port()))
              .recipient(Recipient.of("bob@example.net"))
              .build();

      Failure failure = failure(transport.deliver(request));

      assertThat(failure.cause()).isEqualTo(FailureCause.LOCAL);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(sink.connections()).isZero();
    }
  }

  @Test
  void nothingIsDeliveredAfterClose() {
    try (SmtpSink sink = SmtpSink.start()) {
      transport.close();

      Failure failure = failure(transport.deliver(simple(to(sink.port()))));

      assertThat(failure.cause()).isEqualTo(FailureCause.LOCAL);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(sink.connections()).isZero();
    }
  }
}
