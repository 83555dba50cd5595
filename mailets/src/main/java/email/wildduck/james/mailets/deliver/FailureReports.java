package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.dsn.RecipientReport;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * Why a delivery has failed, on the way from the attempt to the bounce: the attribute {@code
 * wildduck.report}, which no queue of James keeps.
 */
public final class FailureReports {
  private static final AttributeName REPORT = AttributeName.of("wildduck.report");

  private FailureReports() {}

  /** Writes the attribute. */
  public static void attach(Mail mail, RecipientReport report) {
    mail.setAttribute(new Attribute(REPORT, AttributeValue.ofUnserializable(report)));
  }

  /** The attribute; empty when it was no attempt that failed. */
  public static Optional<RecipientReport> of(Mail mail) {
    return mail.getAttribute(REPORT)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(RecipientReport.class::isInstance)
        .map(RecipientReport.class::cast);
  }
}
