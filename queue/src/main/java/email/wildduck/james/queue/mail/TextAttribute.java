package email.wildduck.james.queue.mail;

import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** One attribute of a Mail that holds a text. */
final class TextAttribute {
  private final AttributeName name;

  TextAttribute(String name) {
    this.name = AttributeName.of(name);
  }

  Optional<String> read(Mail mail) {
    return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
  }

  void write(Mail mail, String value) {
    mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
  }
}
