package email.wildduck.james.mailets.remote;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.mail.Envelope;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.Test;

class WireFormTest {
  private static final String MESSAGE = "Subject: a\r\n\r\nb\r\n";

  @Test
  void mailStaysWhenItsAddressesAreOrdinary() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "bob@example.net");
    MailAddress sender = mail.getMaybeSender().get();

    WireForm.apply(mail);

    assertThat(mail.getMaybeSender().get()).isSameAs(sender);
    assertThat(mail.getRecipients()).hasExactlyElementsOfTypes(MailAddress.class);
    assertThat(WireForm.remove(mail)).isFalse();
  }

  @Test
  void trueAddressesAreSentAsUtf8WithTheParameter() throws Exception {
    MailImpl mail = mail("j\u00fcrgen@example.com", "\u00f5\u00e4@j\u00f5geva.ee");

    WireForm.apply(mail);

    assertThat(mail.getMaybeSender().asString())
        .isEqualTo("<j\u00c3\u00bcrgen@example.com> SMTPUTF8");
    assertThat(sent(mail)).isEqualTo("\u00c3\u00b5\u00c3\u00a4@j\u00c3\u00b5geva.ee");
    assertThat(only(mail).toInternetAddress().orElseThrow().toString())
        .isEqualTo("utf8==C3=B5=C3=A4@xn--jgeva-dua.ee");
    assertThat(only(mail).getDomain().asString()).isEqualTo("xn--jgeva-dua.ee");
  }

  @Test
  void senderHasTheParameterWhenOnlyTheRecipientNeedsIt() throws Exception {
    MailImpl bounce = mail("", "\u00f5\u00e4@example.net");
    WireForm.apply(bounce);
    assertThat(bounce.getMaybeSender().asString()).isEqualTo("<> SMTPUTF8");

    WireForm.remove(bounce);
    assertThat(bounce.hasSender()).isFalse();
  }

  @Test
  void literalIsSentInItsBracketsWithoutTheParameter() throws Exception {
    MailImpl mail = mail("alice@example.com", "bob@[192.0.2.1]");

    WireForm.apply(mail);

    assertThat(sent(mail)).isEqualTo("bob@[192.0.2.1]");
    assertThat(mail.getMaybeSender().asString()).isEqualTo("alice@example.com");
  }

  @Test
  void mailIsWhatItWasWhenItIsTakenBack() throws Exception {
    MailImpl mail = mail("j\u00fcrgen@example.com", "\u00f5\u00e4@j\u00f5geva.ee");
    WireForm.apply(mail);

    assertThat(WireForm.remove(mail)).isTrue();

    assertThat(mail.getMaybeSender().asString()).isEqualTo("utf8=j=C3=BCrgen@example.com");
    assertThat(only(mail)).isExactlyInstanceOf(MailAddress.class);
    assertThat(Envelope.of(mail).recipients()).containsExactly("\u00f5\u00e4@j\u00f5geva.ee");
    assertThat(WireForm.remove(mail)).isFalse();
  }

  @Test
  void failureSaysWhatWasMissingWhenTheOtherSideDoesNotKnowTheParameter() throws Exception {
    MailImpl mail = mail("alice@example.com", "\u00f5\u00e4@example.net");
    WireForm.apply(mail);
    assertThat(handedBack(mail, 555, "555 5.5.4 what?\r\n"))
        .startsWith("550 5.6.7 ")
        .endsWith("It said: 555 5.5.4 what?");
    assertThat(only(mail)).isExactlyInstanceOf(MailAddress.class);
  }

  @Test
  void failureStaysWhenItHasNothingToDoWithTheParameter() throws Exception {
    MailImpl unicode = mail("alice@example.com", "\u00f5\u00e4@example.net");
    WireForm.apply(unicode);
    assertThat(handedBack(unicode, 550, "550 5.1.1 no")).isEqualTo("550 5.1.1 no");

    MailImpl ordinary = mail("alice@example.com", "bob@example.net");
    WireForm.apply(ordinary);
    assertThat(handedBack(ordinary, 555, "555 5.5.4 no")).isEqualTo("555 5.5.4 no");
  }

  private static String handedBack(Mail mail, int code, String said) throws Exception {
    mail.setAttribute(new Attribute(Bouncer.DELIVERY_ERROR_CODE, AttributeValue.of(code)));
    mail.setAttribute(new Attribute(Bouncer.DELIVERY_ERROR, AttributeValue.of(said)));
    List<Object> sent = new ArrayList<>();
    MailetContext context =
        (MailetContext)
            Proxy.newProxyInstance(
                WireFormTest.class.getClassLoader(),
                new Class<?>[] {MailetContext.class},
                (proxy, method, arguments) -> {
                  sent.add(arguments[0]);
                  return null;
                });

    DeliveryContext.around(context).sendMail(mail, "bounces");

    assertThat(sent).containsExactly(mail);
    return AttributeUtils.getValueAndCastFromMail(mail, Bouncer.DELIVERY_ERROR, String.class)
        .orElseThrow();
  }

  private static MailImpl mail(String sender, String recipient) throws Exception {
    MailImpl mail = TestMails.mail("", MESSAGE, Envelope.heldFor(recipient).asString());
    if (!sender.isEmpty()) {
      mail.setSender(Envelope.heldFor(sender));
    }
    return mail;
  }

  private static MailAddress only(Mail mail) {
    return mail.getRecipients().iterator().next();
  }

  private static String sent(Mail mail) {
    return only(mail).toInternetAddress().orElseThrow().getAddress();
  }
}
