package email.wildduck.james.smtp.command;

import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * HELO; see {@link email.wildduck.james.smtp.syntax.HelloName} for the names that are taken. Takes
 * no parameters; part of {@link email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class HeloCommand extends HelloCommand {

  /** All ports count together. */
  @Inject
  public HeloCommand(MetricFactory metricFactory, LoggedRefusals refusals) {
    super("HELO", metricFactory, refusals);
  }

  @Override
  Collection<String> features(SMTPSession session) {
    return List.of();
  }
}
