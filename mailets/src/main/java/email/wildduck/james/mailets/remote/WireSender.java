package email.wildduck.james.mailets.remote;

import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;

/**
 * A sender whose text is what RemoteDelivery is to put behind {@code MAIL FROM:}. JavaMail takes a
 * text that starts with an angle bracket as it is.
 */
final class WireSender extends MailAddress {
  private static final long serialVersionUID = 1L;
  private static final String NOBODY = "nobody@invalid";

  private final transient Optional<MailAddress> held;
  private final String address;
  private final boolean unicode;

  /**
   * @param held what James holds; empty for the null sender
   * @param address the true address; empty for the null sender
   * @param unicode whether the other side has to know SMTPUTF8
   */
  WireSender(Optional<MailAddress> held, String address, boolean unicode) throws AddressException {
    super(held.map(MailAddress::asString).orElse(NOBODY));
    this.held = held;
    this.address = address;
    this.unicode = unicode;
  }

  /** What James held before. */
  Optional<MailAddress> held() {
    return held;
  }

  boolean isUnicode() {
    return unicode;
  }

  @Override
  public String asString() {
    return '<' + WireText.of(address) + '>' + (unicode ? " SMTPUTF8" : "");
  }
}
