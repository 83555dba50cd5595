package email.wildduck.james.mailets.remote;

import java.util.Optional;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import org.apache.james.core.MailAddress;

/** A recipient that James knows by its ASCII form and JavaMail names by its true address. */
final class WireRecipient extends MailAddress {
  private static final long serialVersionUID = 1L;

  private final String address;

  WireRecipient(MailAddress held, String address) throws AddressException {
    super(held.asString());
    this.address = address;
  }

  @Override
  public Optional<InternetAddress> toInternetAddress() {
    return Optional.of(new Named(toString(), WireText.of(address)));
  }

  /** RemoteDelivery goes back from it to James' address by way of {@link #toString}. */
  private static final class Named extends InternetAddress {
    private static final long serialVersionUID = 1L;

    private final String form;

    Named(String form, String wire) {
      this.form = form;
      this.address = wire;
    }

    @Override
    public String toString() {
      return form;
    }
  }
}
