package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Stage;
import java.util.Optional;

/**
 * The commands MAIL and RCPT for a request, with the parameters that this peer announces: SIZE (RFC
 * 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET, ENVID, NOTIFY and ORCPT (RFC 3461).
 */
final class EnvelopeCommands {
  private static final SmtpReply NO_UTF8 =
      SmtpReply.of(553, "5.6.7", "The peer takes no addresses beyond ASCII (SMTPUTF8)");

  private final DeliveryRequest request;
  private final MessageTraits traits;
  private final Capabilities capabilities;

  EnvelopeCommands(DeliveryRequest request, MessageTraits traits, Capabilities capabilities) {
    this.request = request;
    this.traits = traits;
    this.capabilities = capabilities;
  }

  /**
   * The command MAIL.
   *
   * @throws DeliveryFailure when this message or this sender cannot be given to this peer: 552
   *     5.3.4 (too large), 553 5.6.7 (needs SMTPUTF8), 553 5.1.7 (no address), 554 5.6.3 (8-bit,
   *     where the request forbids that)
   */
  String mail() throws DeliveryFailure {
    refuseOversize();
    EnvelopeAddress sender = sender();
    StringBuilder command = new StringBuilder("MAIL FROM:").append(sender.path());
    if (capabilities.has("SIZE")) {
      command.append(" SIZE=").append(traits.size());
    }
    if (capabilities.has("8BITMIME")) {
      command.append(traits.isEightBit() ? " BODY=8BITMIME" : "");
    } else if (traits.isEightBit() && !request.policy().isEightBitForced()) {
      throw refusal(Stage.MAIL, SmtpReply.of(554, "5.6.3", "The peer takes no 8-bit messages"));
    }
    if (offersUtf8() && needsUtf8(sender)) {
      command.append(" SMTPUTF8");
    }
    if (capabilities.has("DSN")) {
      request.ret().ifPresent(value -> command.append(" RET=").append(value));
      request.envelopeId().ifPresent(value -> command.append(" ENVID=").append(value));
    }
    return command.toString();
  }

  /**
   * The command RCPT for a recipient.
   *
   * @throws DeliveryFailure 553 5.1.3 (no address) or 553 5.6.7 (needs SMTPUTF8)
   */
  String rcpt(Recipient recipient) throws DeliveryFailure {
    Optional<EnvelopeAddress> address = EnvelopeAddress.of(recipient.address());
    if (address.isEmpty()) {
      throw refusal(Stage.RCPT, SmtpReply.of(553, "5.1.3", "The recipient is no mail address"));
    }
    if (address.get().needsUtf8() && !offersUtf8()) {
      throw refusal(Stage.RCPT, NO_UTF8);
    }
    StringBuilder command = new StringBuilder("RCPT TO:").append(address.get().path());
    if (capabilities.has("DSN")) {
      recipient.notifyValue().ifPresent(value -> command.append(" NOTIFY=").append(value));
      recipient
          .originalRecipient()
          .filter(value -> isAscii(value) || address.get().needsUtf8())
          .ifPresent(value -> command.append(" ORCPT=").append(value));
    }
    return command.toString();
  }

  private void refuseOversize() throws DeliveryFailure {
    long most = capabilities.maxSize().orElse(Long.MAX_VALUE);
    if (traits.size() > most) {
      throw refusal(
          Stage.MAIL,
          SmtpReply.of(
              552, "5.3.4", "The message has " + traits.size() + " bytes, the peer takes " + most));
    }
  }

  private EnvelopeAddress sender() throws DeliveryFailure {
    Optional<EnvelopeAddress> sender =
        request.sender().isEmpty()
            ? Optional.of(EnvelopeAddress.nobody())
            : EnvelopeAddress.of(request.sender());
    if (sender.isEmpty()) {
      throw refusal(Stage.MAIL, SmtpReply.of(553, "5.1.7", "The sender is no mail address"));
    }
    if (sender.get().needsUtf8() && !offersUtf8()) {
      throw refusal(Stage.MAIL, NO_UTF8);
    }
    return sender.get();
  }

  private boolean needsUtf8(EnvelopeAddress sender) {
    return sender.needsUtf8()
        || request.recipients().stream()
            .map(recipient -> EnvelopeAddress.of(recipient.address()))
            .flatMap(Optional::stream)
            .anyMatch(EnvelopeAddress::needsUtf8);
  }

  private boolean offersUtf8() {
    return capabilities.has("SMTPUTF8");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static DeliveryFailure refusal(Stage stage, SmtpReply wording) {
    return new DeliveryFailure(Failure.found(FailureCause.POLICY, stage, wording));
  }
}
