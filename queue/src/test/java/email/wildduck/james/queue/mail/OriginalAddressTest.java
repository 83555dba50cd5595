package email.wildduck.james.queue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.route.DsnRequest;
import org.apache.mailet.DsnParameters.XText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalAddressTest {

  @ParameterizedTest
  @CsvSource({
    "bob@example.net, rfc822;bob@example.net",
    "bob+tag=x@example.net, rfc822;bob+2Btag+3Dx@example.net",
    "bob@xn--jgeva-dua.ee, rfc822;bob@xn--jgeva-dua.ee",
    "utf8=x@example.net, rfc822;utf8+3Dx@example.net",
    "dsn\u00e9@example.net, utf-8;dsn\\x{E9}@example.net",
    "\u00f5+\u00e4@j\u00f5geva.ee, utf-8;\\x{F5}\\x{2B}\\x{E4}@j\\x{F5}geva.ee",
    "bob@[ipv6:2001:db8::1], rfc822;bob@[ipv6:2001:db8::1]",
    "dsn\u00e9@[ipv6:2001:db8::1], utf-8;dsn\\x{E9}@[ipv6:2001:db8::1]",
    "bob@[192.0.2.1], rfc822;bob@[192.0.2.1]",
  })
  void theNextServerIsToldTheTrueAddress(String address, String parameter) throws Exception {
    DsnRequest dsn = stored("rfc822;" + XText.encode(Envelope.heldFor(address).asString()));

    assertThat(OriginalAddress.of(dsn)).contains(address);
    assertThat(OriginalAddress.parameterOf(dsn)).contains(parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "RFC822;utf8+3Dj+3DC3+3DBCrgen@example.net, utf-8;j\\x{FC}rgen@example.net",
    "utf-8;j\u00fcrgen@example.net, utf-8;j\\x{FC}rgen@example.net",
    "utf-8;bob\\x{2B}tag@example.net, rfc822;bob+2Btag@example.net",
  })
  void whateverWasStoredGoesInTheFormOfItsType(String stored, String parameter) {
    assertThat(OriginalAddress.parameterOf(stored(stored))).contains(parameter);
  }

  @Test
  void anotherTypeIsPassedOnAsItWas() {
    DsnRequest dsn = stored("x400;/S=+2Bbob/C=net/");

    assertThat(OriginalAddress.parameterOf(dsn)).contains("x400;/S=+2Bbob/C=net/");
    assertThat(OriginalAddress.of(dsn)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";bob@example.net", "bob@example.net", "rfc822;a+zz", "utf-8;a+b@c"})
  void whatNoServerWouldTakeIsLeftOut(String stored) {
    assertThat(OriginalAddress.parameterOf(stored(stored))).isEmpty();
    assertThat(OriginalAddress.of(stored(stored))).isEmpty();
  }

  @Test
  void anAddressThatIsTooLongForTheParameterIsLeftOut() throws Exception {
    String address = "\u4f8b".repeat(64) + "@example.net";
    DsnRequest dsn = stored("rfc822;" + XText.encode(Envelope.heldFor(address).asString()));

    assertThat(OriginalAddress.of(dsn)).contains(address);
    assertThat(OriginalAddress.parameterOf(dsn)).isEmpty();
  }

  @Test
  void nothingIsToldWhereNothingWasSaid() {
    assertThat(OriginalAddress.of(DsnRequest.none())).isEmpty();
    assertThat(OriginalAddress.parameterOf(DsnRequest.none())).isEmpty();
  }

  private static DsnRequest stored(String orcpt) {
    return DsnRequest.none().withOrcpt(orcpt);
  }
}
