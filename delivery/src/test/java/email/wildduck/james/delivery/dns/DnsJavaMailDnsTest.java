package email.wildduck.james.delivery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.dns.LocalDnsServer.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Questions and answers over UDP. */
class DnsJavaMailDnsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static DnsJavaMailDns asking(LocalDnsServer server) {
    return DnsJavaMailDns.of(server.resolver(), Duration.ofSeconds(20), HOUR);
  }

  private static Name name(String text) {
    return Name.fromConstantString(text + ".");
  }

  private static MXRecord mx(String domain, int priority, Name exchange) {
    return new MXRecord(name(domain), DClass.IN, 300, priority, exchange);
  }

  private static LocalDnsServer answering(Function<Record, Answer> answers) {
    return LocalDnsServer.start(answers);
  }

  @Test
  void mailExchangersAreRead() throws DnsException {
    try (LocalDnsServer server =
        answering(
            question ->
                Answer.of(
                    mx("example.net", 10, name("a.example")),
                    mx("example.net", 20, name("b.example"))))) {
      assertThat(asking(server).mailExchangers("example.net"))
          .containsExactlyInAnyOrder(new MxRecord(10, "a.example"), new MxRecord(20, "b.example"));
    }
  }

  @Test
  void namesOfAnAddressAreRead() throws DnsException {
    try (LocalDnsServer server =
        answering(
            question ->
                question.getName().equals(name("1.2.0.192.in-addr.arpa"))
                    ? Answer.of(
                        new PTRRecord(
                            name("1.2.0.192.in-addr.arpa"), DClass.IN, 300, name("mx1.example")))
                    : Answer.of())) {
      assertThat(asking(server).namesOf(TestDns.address("192.0.2.1")))
          .containsExactly("mx1.example");
      assertThat(asking(server).namesOf(TestDns.address("2001:db8::1"))).isEmpty();
    }
  }

  @Test
  void rootAsExchangerIsANullMx() throws DnsException {
    try (LocalDnsServer server =
        answering(question -> Answer.of(mx("example.net", 0, Name.root)))) {
      List<MxRecord> found = asking(server).mailExchangers("example.net");

      assertThat(found).hasSize(1);
      assertThat(found.get(0).isNull()).isTrue();
    }
  }

  @Test
  void addressesOfBothFamiliesAreRead() throws DnsException {
    try (LocalDnsServer server =
        answering(
            question ->
                question.getType() == Type.A
                    ? Answer.of(
                        new ARecord(
                            name("mx.example"), DClass.IN, 300, TestDns.address("192.0.2.1")))
                    : Answer.of(
                        new AAAARecord(
                            name("mx.example"), DClass.IN, 300, TestDns.address("2001:db8::1"))))) {
      assertThat(asking(server).ipv4("mx.example"))
          .extracting(InetAddress::getHostAddress)
          .containsExactly("192.0.2.1");
      assertThat(asking(server).ipv6("mx.example"))
          .extracting(InetAddress::getHostAddress)
          .containsExactly("2001:db8:0:0:0:0:0:1");
    }
  }

  @Test
  void aliasIsFollowed() throws DnsException {
    try (LocalDnsServer server =
        answering(
            question ->
                question.getName().equals(name("alias.example"))
                    ? Answer.of(
                        new CNAMERecord(
                            name("alias.example"), DClass.IN, 300, name("real.example")))
                    : Answer.of(
                        new ARecord(
                            name("real.example"), DClass.IN, 300, TestDns.address("192.0.2.1"))))) {
      assertThat(asking(server).ipv4("alias.example")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
  void whatDoesNotExistIsNothing(int code) throws DnsException {
    try (LocalDnsServer server = answering(question -> Answer.failed(code))) {
      assertThat(asking(server).mailExchangers("missing.example")).isEmpty();
      assertThat(asking(server).ipv4("missing.example")).isEmpty();
      assertThat(asking(server).ipv6("missing.example")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
  void serverThatFailsHasNoAnswer(int code) {
    try (LocalDnsServer server = answering(question -> Answer.failed(code))) {
      assertThatThrownBy(() -> asking(server).mailExchangers("example.net"))
          .isInstanceOf(DnsException.class)
          .hasMessageContaining("example.net");
    }
  }

  @Test
  void silenceEndsAfterTheLimit() {
    try (LocalDnsServer server = answering(question -> Answer.failed(LocalDnsServer.SILENCE))) {
      SimpleResolver resolver = server.resolver();
      MailDns dns = DnsJavaMailDns.of(resolver, Duration.ofMillis(300), HOUR);

      assertThatThrownBy(() -> dns.ipv4("mx.example")).isInstanceOf(DnsException.class);
    }
  }

  @Test
  void answersAreKept() throws DnsException {
    try (LocalDnsServer server =
        answering(question -> Answer.of(mx("example.net", 10, name("a.example"))))) {
      MailDns dns = asking(server);
      dns.mailExchangers("example.net");
      dns.mailExchangers("example.net");

      assertThat(server.questions()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "x.\u00e4"})
  void textThatIsNoNameHasNothing(String text) throws DnsException {
    try (LocalDnsServer server = answering(question -> Answer.failed(Rcode.NXDOMAIN))) {
      assertThat(asking(server).mailExchangers(text)).isEmpty();
      assertThat(asking(server).mailExchangers("l".repeat(70) + ".example")).isEmpty();
    }
  }
}
