package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AUTH (RFC 4954) with PLAIN, LOGIN or CRAM-MD5 (RFC 2195): in this order over TLS, and CRAM-MD5
 * first where the password would go in the clear.
 */
final class LoginDialogue {
  private static final int GO_ON = 334;
  private static final List<String> ENCRYPTED = List.of("PLAIN", "LOGIN", "CRAM-MD5");
  private static final List<String> CLEAR = List.of("CRAM-MD5", "PLAIN", "LOGIN");

  private final Dialogue dialogue;
  private final Capabilities capabilities;
  private final Duration limit;

  LoginDialogue(Dialogue dialogue, Capabilities capabilities, Duration limit) {
    this.dialogue = dialogue;
    this.capabilities = capabilities;
    this.limit = limit;
  }

  /**
   * Logs in.
   *
   * @throws DeliveryFailure what the peer replied; 451 4.7.11 when there is no TLS and there has to
   *     be, 451 4.7.4 when the peer offers no way of logging in that is known here
   */
  void login(Login login, boolean encrypted, boolean clearAllowed) throws DeliveryFailure {
    if (!encrypted && !clearAllowed) {
      throw failure(SmtpReply.of(451, "4.7.11", "The login is not sent without encryption"));
    }
    Reply reply = answer(login, mechanism(encrypted));
    if (!reply.isPositive()) {
      throw new DeliveryFailure(Failure.replied(Stage.LOGIN, reply));
    }
  }

  private String mechanism(boolean encrypted) throws DeliveryFailure {
    Stream<String> known = (encrypted ? ENCRYPTED : CLEAR).stream();
    Optional<String> chosen = known.filter(capabilities.parameters("AUTH")::contains).findFirst();
    if (chosen.isEmpty()) {
      throw failure(SmtpReply.of(451, "4.7.4", "The peer offers no login of a known kind"));
    }
    return chosen.get();
  }

  private Reply answer(Login login, String mechanism) throws DeliveryFailure {
    switch (mechanism) {
      case "PLAIN":
        return ask("AUTH PLAIN " + base64("\0" + login.user() + "\0" + login.password()));
      case "LOGIN":
        return inSteps(login);
      default:
        return challenged(login);
    }
  }

  private Reply inSteps(Login login) throws DeliveryFailure {
    Reply user = ask("AUTH LOGIN");
    if (user.code() != GO_ON) {
      return user;
    }
    Reply password = ask(base64(login.user()));
    return password.code() == GO_ON ? ask(base64(login.password())) : password;
  }

  private Reply challenged(Login login) throws DeliveryFailure {
    Reply challenge = ask("AUTH CRAM-MD5");
    if (challenge.code() != GO_ON) {
      return challenge;
    }
    try {
      byte[] text = Base64.getDecoder().decode(challenge.lines().get(0).strip());
      return ask(base64(login.user() + " " + hmac(login.password(), text)));
    } catch (IllegalArgumentException e) {
      throw failure(SmtpReply.of(451, "4.5.0", "The peer sent a challenge that is no base64"));
    }
  }

  private static String hmac(String password, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
      StringBuilder hex = new StringBuilder();
      for (byte b : mac.doFinal(text)) {
        hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
      }
      return hex.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HMAC-MD5", e);
    }
  }

  private Reply ask(String line) throws DeliveryFailure {
    return dialogue.ask(Stage.LOGIN, limit, line);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DeliveryFailure failure(SmtpReply wording) {
    return new DeliveryFailure(Failure.found(FailureCause.POLICY, Stage.LOGIN, wording));
  }
}
