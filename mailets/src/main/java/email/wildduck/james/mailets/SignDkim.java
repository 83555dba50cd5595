package email.wildduck.james.mailets;

import email.wildduck.james.core.dkim.DkimKey;
import email.wildduck.james.core.dkim.DkimKeys;
import email.wildduck.james.core.dkim.DkimSigner;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.james.MailMessages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs a message with the DKIM key that WildDuck's database (collection {@code dkim}) has for the
 * domain of the sender's address; a message of a domain without a key, and one with the null
 * sender, passes unsigned. Takes no parameters.
 *
 * <p>The signature is made over the bytes that are sent, so this has to be the last step before
 * delivery. When the database cannot be asked or the key cannot be used the mailet throws: give
 * {@code onMailetException} a processor that tries again, and no message of that domain leaves
 * unsigned.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.SignDkim">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class SignDkim extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(SignDkim.class);

  private final DkimKeys keys;
  private final DkimSigner signer;

  /** One store of keys serves all mailets. */
  @Inject
  public SignDkim(DkimKeys keys, DkimSigner signer) {
    this.keys = keys;
    this.signer = signer;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<String> domain =
        mail.getMaybeSender().asOptional().map(MailAddress::getDomain).map(d -> d.name());
    if (domain.isEmpty()) {
      return;
    }
    try {
      Optional<DkimKey> key = keys.find(domain.get());
      if (key.isPresent()) {
        RawMessage message = MailMessages.rawMessage(mail);
        MailMessages.replace(mail, signed(message, key.get()));
      }
      LOGGER.info(
          "{} DKIM domain={} selector={}",
          mail.getName(),
          domain.get(),
          key.map(DkimKey::selector).orElse("none"));
    } catch (SmtpException | IOException e) {
      throw new MessagingException(
          mail.getName() + " DBFAIL not signed for " + domain.get() + ": " + e.getMessage(), e);
    }
  }

  private RawMessage signed(RawMessage message, DkimKey key) throws IOException {
    List<HeaderField> signatures = signer.sign(message, List.of(key));
    Headers headers = message.headers();
    for (int i = signatures.size() - 1; i >= 0; i--) {
      headers = headers.prepend(signatures.get(i));
    }
    return message.withHeaders(headers);
  }
}
