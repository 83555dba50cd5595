package email.wildduck.james.delivery.attempt;

import email.wildduck.james.core.message.RawMessage;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one attempt is to do: one message, one target, one or several recipients. Immutable. The
 * storage of the message must stay readable until the attempt has ended; it may be read more than
 * once.
 */
public final class DeliveryRequest {
  private final String id;
  private final String sender;
  private final List<Recipient> recipients;
  private final RawMessage message;
  private final Target target;
  private final List<Source> sources;
  private final DeliveryPolicy policy;
  private final Optional<String> ret;
  private final Optional<String> envelopeId;
  private final Permit permit;
  private final String zone;

  DeliveryRequest(DeliveryRequestBuilder builder) {
    this.id = builder.id;
    this.sender = builder.sender;
    this.recipients = List.copyOf(builder.recipients);
    this.message = builder.message;
    this.target = builder.target;
    this.sources = List.copyOf(builder.sources);
    this.policy = builder.policy;
    this.ret = builder.ret;
    this.envelopeId = builder.envelopeId;
    this.permit = builder.permit;
    this.zone = builder.zone;
  }

  private DeliveryRequest(
      DeliveryRequest request,
      List<Recipient> recipients,
      List<Source> sources,
      DeliveryPolicy policy) {
    this.id = request.id;
    this.sender = request.sender;
    this.recipients = List.copyOf(recipients);
    this.message = request.message;
    this.target = request.target;
    this.sources = List.copyOf(sources);
    this.policy = policy;
    this.ret = request.ret;
    this.envelopeId = request.envelopeId;
    this.permit = request.permit;
    this.zone = request.zone;
  }

  /**
   * A request that needs recipients still.
   *
   * @param id queue id for logs, with its sequence when there is one recipient
   * @param message as it is sent: signed, with all header fields
   */
  public static DeliveryRequestBuilder builder(String id, RawMessage message, Target target) {
    return new DeliveryRequestBuilder(
        Objects.requireNonNull(id),
        Objects.requireNonNull(message),
        Objects.requireNonNull(target));
  }

  /**
   * The same for other recipients.
   *
   * @throws IllegalArgumentException when there are none
   */
  public DeliveryRequest withRecipients(List<Recipient> others) {
    if (others.isEmpty()) {
      throw new IllegalArgumentException("a request without recipients");
    }
    return new DeliveryRequest(this, others, sources, policy);
  }

  /** The same from other addresses. */
  public DeliveryRequest withSources(List<Source> others) {
    return new DeliveryRequest(this, recipients, others, policy);
  }

  /** The same under other rules. */
  public DeliveryRequest withPolicy(DeliveryPolicy rules) {
    return new DeliveryRequest(this, recipients, sources, rules);
  }

  /** The queue id, for logs. */
  public String id() {
    return id;
  }

  /** MAIL FROM without angle brackets; empty for the null sender. */
  public String sender() {
    return sender;
  }

  /** At least one. */
  public List<Recipient> recipients() {
    return recipients;
  }

  /** The message. */
  public RawMessage message() {
    return message;
  }

  /** Where it goes. */
  public Target target() {
    return target;
  }

  /** The source for a target address: the first of its family, or none. */
  public Optional<Source> sourceFor(InetAddress targetAddress) {
    return sources.stream()
        .filter(source -> source.address().getClass() == targetAddress.getClass())
        .findFirst();
  }

  /** All sources. */
  public List<Source> sources() {
    return sources;
  }

  /** The rules. */
  public DeliveryPolicy policy() {
    return policy;
  }

  /** The value of RET (RFC 3461 §4.3). */
  public Optional<String> ret() {
    return ret;
  }

  /** The value of ENVID, as xtext (RFC 3461 §4.4). */
  public Optional<String> envelopeId() {
    return envelopeId;
  }

  /** Whether the message may still be handed over. */
  public Permit permit() {
    return permit;
  }

  /** The sending zone; empty when there is none. */
  public String zone() {
    return zone;
  }

  @Override
  public String toString() {
    return id + " to " + target;
  }
}
