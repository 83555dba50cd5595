package email.wildduck.james.smtp.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthCommandTest {
  private static final String SUCCESS = "235 2.7.0 Authentication successful";
  private static final String FAILED = "535 5.7.8 Authentication failed";
  private static final String MALFORMED = "501 5.5.2 Invalid authentication data";

  private final TestUsers users = new TestUsers();
  private final AuthCommand command = users.command();
  private final ExtendedSMTPSession session = greeted();
  private final String name = "alice" + UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void close() {
    users.close();
  }

  @Test
  void plainWithInitialResponseLogsIn() {
    users.add(name, new Document());

    assertThat(auth("PLAIN " + plain("", name, TestUsers.PASSWORD))).isEqualTo(SUCCESS);
    assertThat(user().username()).isEqualTo(name);
    assertThat(session.isRelayingAllowed()).isTrue();
  }

  @Test
  void plainWithoutInitialResponseLogsIn() {
    users.add(name, new Document());

    assertThat(auth("plain")).isEqualTo("334 ");
    assertThat(line(plain("", name, TestUsers.PASSWORD))).isEqualTo(SUCCESS);
    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @Test
  void loginAsksForNameAndPassword() {
    users.add(name, new Document());

    assertThat(auth("LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
    assertThat(line(base64(name))).isEqualTo("334 UGFzc3dvcmQ6");
    assertThat(line(base64(TestUsers.PASSWORD))).isEqualTo(SUCCESS);
    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @Test
  void loginWithInitialResponseAsksForThePasswordOnly() {
    users.add(name, new Document());

    assertThat(auth("LOGIN " + base64(name))).isEqualTo("334 UGFzc3dvcmQ6");
    assertThat(line(base64(TestUsers.PASSWORD) + "  ")).isEqualTo(SUCCESS);
  }

  @Test
  void sessionTellsWhatWasTypedInItsLetterCase() {
    users.add(name, new Document());

    auth("PLAIN " + plain("", name.toUpperCase(Locale.ROOT), TestUsers.PASSWORD));

    assertThat(user().authenticatedSender())
        .isEqualTo(name + "[" + name.toUpperCase(Locale.ROOT) + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"   ", " two  blanks ", "with:colon", "p\u00e4ssw\u00f6rd \u20ac", "tab\tin", "="})
  void passwordIsCheckedAsItWasSent(String password) {
    users.add(name, password, new Document());

    assertThat(auth("PLAIN " + plain("", name, password + "x"))).isEqualTo(FAILED);
    assertThat(auth("PLAIN " + plain("", name, password))).isEqualTo(SUCCESS);
  }

  @Test
  void authzidIsTheNameWhenThereIsNoAuthcidAndMeansNothingElse() {
    users.add(name, new Document());

    assertThat(auth("PLAIN " + plain(name, "", "wrong"))).isEqualTo(FAILED);
    assertThat(auth("PLAIN " + plain("boss", name, TestUsers.PASSWORD))).isEqualTo(SUCCESS);
    assertThat(user().username()).isEqualTo(name);
  }

  @Test
  void emptyAuthcidLetsTheAuthzidLogIn() {
    users.add(name, new Document());

    assertThat(auth("PLAIN " + plain(name, "", TestUsers.PASSWORD))).isEqualTo(SUCCESS);
  }

  @Test
  void emptyNamesAndPasswordsAndNamesThatAreTooLongAreRefused() {
    for (String token :
        new String[] {plain("", name, ""), plain("", "", "x"), plain("", "n".repeat(1025), "x")}) {
      assertThat(text(command.onCommand(greeted(), new BaseRequest("AUTH", "PLAIN " + token))))
          .isEqualTo("535 5.7.8 Invalid username or password");
    }
    assertThat(auth("LOGIN =")).isEqualTo("334 UGFzc3dvcmQ6");
    assertThat(line("")).isEqualTo("535 5.7.8 Invalid username or password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%%%", "YWJj YWJj", "YQ", "AGE=", "=", "AGFsaQpjZQB4", "AGEAYgBj", "\u00e4"})
  void whatIsNotOfThePrescribedFormIsASyntaxError(String token) {
    assertThat(auth("PLAIN " + token)).isEqualTo(MALFORMED);
    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @Test
  void nameOfLoginWithControlCharactersIsASyntaxError() {
    auth("LOGIN");
    line(base64("ali\u0085ce"));
    assertThat(line(base64("x"))).isEqualTo(MALFORMED);
  }

  @Test
  void badBase64EndsTheExchange() {
    auth("LOGIN");
    assertThat(line("%%%")).isEqualTo(MALFORMED);
    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @Test
  void clientMayCancelAtEachStep() {
    auth("PLAIN");
    assertThat(line("*")).isEqualTo("501 5.7.0 Authentication cancelled");
    auth("LOGIN " + base64(name));
    assertThat(line("*")).isEqualTo("501 5.7.0 Authentication cancelled");
    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @Test
  void lineThatIsTooLongEndsTheExchange() {
    auth("LOGIN");

    AuthLines.abandon(session);
    AuthLines.abandon(session);

    assertThat(TestTransport.expectsCommand(session)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'',501 5.5.4 Usage: AUTH mechanism [initial-response]",
    "CRAM-MD5,504 5.5.4 Unrecognized authentication type",
    "XOAUTH2 dG9rZW4=,504 5.5.4 Unrecognized authentication type"
  })
  void mechanismHasToBeKnown(String argument, String reply) {
    assertThat(auth(argument)).isEqualTo(reply);
  }

  @Test
  void commandWithoutArgumentIsASyntaxError() {
    assertThat(text(command.onCommand(session, new BaseRequest("AUTH", null)))).startsWith("501 ");
  }

  @Test
  void secondLoginIsRefused() {
    users.add(name, new Document());
    auth("PLAIN " + plain("", name, TestUsers.PASSWORD));

    assertThat(auth("PLAIN " + plain("", name, TestUsers.PASSWORD)))
        .isEqualTo("503 5.5.1 Already authenticated");
  }

  @Test
  void loginIsRefusedDuringATransactionAndBeforeEhlo() {
    session.setAttachment(SMTPSession.SENDER, MaybeSender.nullSender(), State.Transaction);
    assertThat(auth("PLAIN")).startsWith("503 5.5.1 ");
    session.resetState();
    session.removeAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection);
    assertThat(auth("PLAIN")).isEqualTo("503 5.5.1 Send EHLO first");
  }

  @Test
  void authIsNeitherTakenNorAnnouncedWithoutTls() {
    ExtendedSMTPSession clear = TestTransport.plainSession(TestClients.IPV4);
    clear.setAttachment(SMTPSession.CURRENT_HELO_MODE, "EHLO", State.Connection);

    assertThat(text(command.onCommand(clear, new BaseRequest("AUTH", "LOGIN"))))
        .isEqualTo("538 5.7.11 Encryption required, use STARTTLS first");
    assertThat(command.getImplementedEsmtpFeatures(clear)).isEmpty();
    assertThat(command.getImplementedEsmtpFeatures(session)).containsExactly("AUTH LOGIN PLAIN");
  }

  @Test
  void connectionIsClosedWhenTooManyLoginsHaveFailed() {
    for (int i = 1; i < TestUsers.MAX_FAILURES; i++) {
      assertThat(auth("PLAIN %")).isEqualTo(MALFORMED);
    }

    Response last = command.onCommand(session, new BaseRequest("AUTH", "PLAIN %"));

    assertThat(last.isEndSession()).isTrue();
    assertThat(last.getLines().stream().map(CharSequence::toString))
        .containsExactly(
            MALFORMED, "421 4.7.0 Too many failed authentications, closing the connection");
  }

  private String auth(String argument) {
    return text(command.onCommand(session, new BaseRequest("AUTH", argument)));
  }

  private String line(String line) {
    return text(TestTransport.line(session, line));
  }

  private SubmissionUser user() {
    return session.getAttachment(SubmissionUser.KEY, State.Connection).orElseThrow();
  }

  private static ExtendedSMTPSession greeted() {
    ExtendedSMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
    session.setAttachment(SMTPSession.CURRENT_HELO_MODE, "EHLO", State.Connection);
    return session;
  }

  private static String plain(String authzid, String authcid, String password) {
    return base64(authzid + "\0" + authcid + "\0" + password);
  }

  private static String base64(String text) {
    return new String(Base64.getEncoder().encode(text.getBytes(UTF_8)), ISO_8859_1);
  }

  private static String text(Response response) {
    assertThat(response.getLines()).hasSize(1);
    return response.getLines().get(0).toString();
  }
}
