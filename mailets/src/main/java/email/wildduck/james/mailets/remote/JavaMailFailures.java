package email.wildduck.james.mailets.remote;

import com.sun.mail.smtp.SMTPAddressFailedException;
import com.sun.mail.smtp.SMTPSendFailedException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import java.util.Optional;
import java.util.function.Predicate;
import javax.mail.AuthenticationFailedException;
import org.apache.james.transport.mailets.remote.delivery.ExecutionResult;

/**
 * Why an attempt of RemoteDelivery has failed, as far as its exceptions tell: the reply of the
 * other side, or else that there was no host, no connection, or an error on this side.
 */
final class JavaMailFailures {
  /** What JavaMail has in the place of a reply that did not come. */
  private static final String END = "[EOF]";

  private JavaMailFailures() {}

  /**
   * @param result of the attempt
   * @param peer the last host that was tried; empty when it did not come to that
   */
  static Failure of(ExecutionResult result, Optional<Peer> peer) {
    Exception error = result.getException().orElseGet(() -> new Exception("no host was tried"));
    Failure failure =
        refusal(error).orElseGet(() -> withoutReply(error, result.isPermanent(), peer.isEmpty()));
    return peer.map(failure::at).orElse(failure);
  }

  /** An error of ours, a login that a relay refuses too: it says nothing about the message. */
  static boolean isOurs(ExecutionResult result) {
    return result
        .getException()
        .filter(
            error ->
                error instanceof RuntimeException || error instanceof AuthenticationFailedException)
        .isPresent();
  }

  private static Optional<Failure> refusal(Exception error) {
    // JavaMail chains what it knows of each recipient; in the chain are replies of success too
    for (Throwable each = error; each != null; each = each.getCause()) {
      Stage stage = stageOf(each);
      Optional<Reply> reply =
          ReplyTexts.parse(each.getMessage()).filter(Predicate.not(Reply::isPositive));
      if (reply.isPresent()) {
        return reply.map(words -> Failure.replied(stage, words));
      }
    }
    return Optional.empty();
  }

  private static Stage stageOf(Throwable error) {
    if (error instanceof SMTPAddressFailedException) {
      return Stage.RCPT;
    }
    if (error instanceof AuthenticationFailedException) {
      return Stage.LOGIN;
    }
    if (!(error instanceof SMTPSendFailedException)) {
      return Stage.HELLO;
    }
    String command = Optional.ofNullable(((SMTPSendFailedException) error).getCommand()).orElse("");
    if (command.startsWith("MAIL")) {
      return Stage.MAIL;
    }
    return command.startsWith("DATA") ? Stage.DATA : Stage.FINAL;
  }

  private static Failure withoutReply(Exception error, boolean permanent, boolean withoutHost) {
    if (error instanceof RuntimeException) {
      return Failure.found(FailureCause.LOCAL, Stage.LOOKUP, wording(451, "4.3.0", error));
    }
    if (withoutHost) {
      return Failure.found(
          FailureCause.DNS,
          Stage.LOOKUP,
          permanent ? wording(550, "5.1.2", error) : wording(451, "4.4.3", error));
    }
    return Failure.found(FailureCause.NETWORK, Stage.CONNECT, wording(451, "4.4.2", error));
  }

  /** JavaMail's own words, and those of what is behind them. */
  private static SmtpReply wording(int code, String status, Exception error) {
    StringBuilder words = new StringBuilder();
    for (Throwable each = error; each != null; each = each.getCause()) {
      String message = Optional.ofNullable(each.getMessage()).orElse(each.toString());
      // what was said to the commands before is no part of it
      if (words.indexOf(message) < 0 && ReplyTexts.parse(message).isEmpty()) {
        words.append(words.length() == 0 ? "" : ": ").append(message);
      }
    }
    return SmtpReply.of(
        code,
        status,
        words
            .toString()
            .replace(END, "The peer closed the connection")
            .replaceAll("[^ -~]+", " ")
            .trim());
  }
}
