package email.wildduck.james.mailets.remote;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/**
 * The context that RemoteDelivery hands Mails back to. They leave it without their {@link
 * WireForm}; one that failed because the other side does not know SMTPUTF8 says so, with {@code
 * 5.6.7} (RFC 6531 §3.2).
 */
final class DeliveryContext implements InvocationHandler {
  /** What a server answers that does not know a parameter of MAIL (RFC 5321 §4.2, §4.1.1.11). */
  private static final Set<Integer> UNKNOWN_PARAMETER = Set.of(500, 501, 502, 504, 555);

  private static final String REASON =
      "550 5.6.7 The recipient's mail server does not take addresses with letters beyond ASCII"
          + " (SMTPUTF8). It said: ";

  private final MailetContext context;

  private DeliveryContext(MailetContext context) {
    this.context = context;
  }

  static MailetContext around(MailetContext context) {
    return (MailetContext)
        Proxy.newProxyInstance(
            DeliveryContext.class.getClassLoader(),
            new Class<?>[] {MailetContext.class},
            new DeliveryContext(context));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof Mail) {
      handBack((Mail) arguments[0]);
    }
    try {
      return method.invoke(context, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void handBack(Mail mail) throws Exception {
    boolean unicode = WireForm.remove(mail);
    boolean unknown =
        AttributeUtils.getValueAndCastFromMail(mail, Bouncer.DELIVERY_ERROR_CODE, Integer.class)
            .filter(UNKNOWN_PARAMETER::contains)
            .isPresent();
    if (unicode && unknown) {
      String said =
          AttributeUtils.getValueAndCastFromMail(mail, Bouncer.DELIVERY_ERROR, String.class)
              .orElse("");
      mail.setAttribute(
          new Attribute(Bouncer.DELIVERY_ERROR, AttributeValue.of(REASON + said.trim())));
    }
  }
}
