package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.dsn.RecipientReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * Why deliveries have failed, on the way from the attempt to the bounce: the attribute {@code
 * wildduck.reports}, which no queue of James keeps.
 */
public final class FailureReports {
  private static final AttributeName REPORTS = AttributeName.of("wildduck.reports");

  private FailureReports() {}

  /** Writes the attribute. */
  public static void attach(Mail mail, Map<MailAddress, FailedDelivery> failures) {
    Map<MailAddress, RecipientReport> reports = new HashMap<>();
    failures.forEach((recipient, failure) -> reports.put(recipient, failure.report()));
    mail.setAttribute(new Attribute(REPORTS, AttributeValue.ofUnserializable(Map.copyOf(reports))));
  }

  /** What the attribute says of a recipient; empty when it was no attempt that failed. */
  public static Optional<RecipientReport> of(Mail mail, MailAddress recipient) {
    return mail.getAttribute(REPORTS)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(Map.class::isInstance)
        .map(reports -> ((Map<?, ?>) reports).get(recipient))
        .filter(RecipientReport.class::isInstance)
        .map(RecipientReport.class::cast);
  }
}
