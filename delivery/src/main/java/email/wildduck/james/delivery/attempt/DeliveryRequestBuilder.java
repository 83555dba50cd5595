package email.wildduck.james.delivery.attempt;

import email.wildduck.james.core.message.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects a {@link DeliveryRequest}. Not thread-safe. */
public final class DeliveryRequestBuilder {
  final String id;
  final RawMessage message;
  final Target target;
  final List<Recipient> recipients = new ArrayList<>();
  final List<Source> sources = new ArrayList<>();
  String sender = "";
  DeliveryPolicy policy = DeliveryPolicy.standard();
  Optional<String> ret = Optional.empty();
  Optional<String> envelopeId = Optional.empty();
  Permit permit = Permit.ALWAYS;
  String zone = "";

  DeliveryRequestBuilder(String id, RawMessage message, Target target) {
    this.id = id;
    this.message = message;
    this.target = target;
  }

  /** MAIL FROM without angle brackets; empty, the default, for the null sender. */
  public DeliveryRequestBuilder sender(String address) {
    this.sender = Objects.requireNonNull(address);
    return this;
  }

  /** One more recipient. All of them go to the target of the request. */
  public DeliveryRequestBuilder recipient(Recipient recipient) {
    recipients.add(Objects.requireNonNull(recipient));
    return this;
  }

  /**
   * One more address to send from: the first of each family is used. The system chooses for a
   * family that has none.
   */
  public DeliveryRequestBuilder source(Source source) {
    sources.add(Objects.requireNonNull(source));
    return this;
  }

  /** The rules; by default {@link DeliveryPolicy#standard()}. */
  public DeliveryRequestBuilder policy(DeliveryPolicy rules) {
    this.policy = Objects.requireNonNull(rules);
    return this;
  }

  /**
   * The sending zone, whose addresses and limits hold. Without one there are none but those given
   * here.
   */
  public DeliveryRequestBuilder zone(String name) {
    this.zone = Objects.requireNonNull(name);
    return this;
  }

  /**
   * The value of RET (RFC 3461 §4.3): what a failure report is to hold.
   *
   * @throws IllegalArgumentException when it is neither {@code FULL} nor {@code HDRS}
   */
  public DeliveryRequestBuilder ret(String value) {
    if (!value.equals("FULL") && !value.equals("HDRS")) {
      throw new IllegalArgumentException("RET is FULL or HDRS: " + value);
    }
    this.ret = Optional.of(value);
    return this;
  }

  /**
   * The value of ENVID (RFC 3461 §4.4), as xtext.
   *
   * @throws IllegalArgumentException when it is not printable ASCII without spaces
   */
  public DeliveryRequestBuilder envelopeId(String xtext) {
    if (xtext.isEmpty() || !xtext.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("ENVID is not xtext: " + xtext);
    }
    this.envelopeId = Optional.of(xtext);
    return this;
  }

  /** Who is asked right before the message is handed over; by default nobody. */
  public DeliveryRequestBuilder permit(Permit given) {
    this.permit = Objects.requireNonNull(given);
    return this;
  }

  /**
   * The request.
   *
   * @throws IllegalArgumentException when it has no recipient
   */
  public DeliveryRequest build() {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a request without recipients");
    }
    return new DeliveryRequest(this);
  }
}
