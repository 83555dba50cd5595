package email.wildduck.james.smtp.reply;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes refusals and counts them in {@code wildduck_submission_refusals_total} with the labels
 * {@code command} (lower case: {@code ehlo}, {@code auth}, {@code mail}, {@code rcpt}, {@code
 * data}) and {@code reason} (one of a few words with underscores, never what a client sent).
 */
@Singleton
public final class Refusals {
  private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);

  private final Counter refusals;

  /** The counter is registered here, so there can be one object for each registry. */
  @Inject
  public Refusals(PrometheusRegistry registry) {
    refusals =
        Counter.builder()
            .name("wildduck_submission_refusals_total")
            .help("Commands of submission clients that were refused")
            .labelNames("command", "reason")
            .register(registry);
  }

  /** A refusal as the result of a hook; the connection stays open. */
  public HookResult hook(String command, String reason, SmtpReply reply) {
    count(command, reason);
    return Replies.refusal(reply);
  }

  /**
   * A failure as the result of a hook; the connection stays open. A temporary one, which is
   * nobody's fault but ours, is logged with its cause.
   */
  public HookResult hook(String command, SmtpException failure) {
    if (failure.isTemporary()) {
      Event.of("DBFAIL").with("command", command).warn(LOGGER, failure);
    }
    return hook(command, reasonOf(failure), failure.reply());
  }

  /** A refusal as the result of a hook, after which the connection is closed. */
  public HookResult hookAndClose(String command, String reason, SmtpReply reply) {
    count(command, reason);
    return Replies.refusalAndClose(reply);
  }

  /** A refusal as the response of a command; the connection stays open. */
  public SMTPResponse response(String command, String reason, SmtpReply reply) {
    count(command, reason);
    return new SMTPResponse(String.valueOf(reply.code()), reply.description());
  }

  private static String reasonOf(SmtpException failure) {
    if (failure instanceof RefusedException) {
      return ((RefusedException) failure).reason();
    }
    return failure.isTemporary() ? "temporary_failure" : "policy";
  }

  /** Counts a refusal that is answered elsewhere. */
  public void count(String command, String reason) {
    refusals.labelValues(command, reason).inc();
  }
}
