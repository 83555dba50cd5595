package email.wildduck.james.mailets.sign;

import org.apache.mailet.Mail;

/** Which name the host that sends a Mail gives itself, when that signs too. Thread-safe. */
@FunctionalInterface
public interface SendingHost {

  /** The name in EHLO; empty when it does not sign. */
  String nameFor(Mail mail);

  /** No host signs. */
  static SendingHost none() {
    return mail -> "";
  }
}
