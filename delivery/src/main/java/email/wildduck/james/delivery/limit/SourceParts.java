package email.wildduck.james.delivery.limit;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.source.SourceChoice;
import email.wildduck.james.delivery.source.SourceSelection;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A request, divided by the addresses that its recipients are sent to from. A recipient that is
 * tried again alone has the address that it had with others, which greylisting asks for. Whoever
 * has the same addresses stays together. Immutable.
 */
final class SourceParts {
  private final DeliveryRequest request;

  /** The places of recipients in the request, by what was chosen for them. */
  private final Map<List<SourceChoice>, List<Integer>> parts;

  private SourceParts(DeliveryRequest request, Map<List<SourceChoice>, List<Integer>> parts) {
    this.request = request;
    this.parts = parts;
  }

  /** The parts of a request. */
  static SourceParts of(DeliveryRequest request, SourceSelection selection) {
    Map<List<SourceChoice>, List<Integer>> parts = new LinkedHashMap<>();
    List<Recipient> recipients = request.recipients();
    for (int place = 0; place < recipients.size(); place++) {
      String key = recipients.get(place).sourceKey().orElse(request.id());
      parts
          .computeIfAbsent(usable(request, selection.choose(key)), choices -> new ArrayList<>())
          .add(place);
    }
    return new SourceParts(request, parts);
  }

  private static List<SourceChoice> usable(DeliveryRequest request, List<SourceChoice> choices) {
    return choices.stream()
        .filter(
            choice ->
                request.policy().ipv6() != Ipv6Use.IGNORED
                    || !(choice.address().source().address() instanceof Inet6Address))
        .collect(Collectors.toList());
  }

  /** What was chosen for each part; nothing when the system chooses. */
  Set<List<SourceChoice>> choices() {
    return parts.keySet();
  }

  /** Delivers one part after the other. */
  DeliveryResult deliver(BiFunction<DeliveryRequest, List<SourceChoice>, DeliveryResult> attempt) {
    RecipientOutcome[] outcomes = new RecipientOutcome[request.recipients().size()];
    parts.forEach(
        (choices, places) -> {
          List<RecipientOutcome> ofPart = attempt.apply(part(places), choices).outcomes();
          for (int i = 0; i < places.size(); i++) {
            outcomes[places.get(i)] = ofPart.get(i);
          }
        });
    return DeliveryResult.of(Arrays.asList(outcomes));
  }

  private DeliveryRequest part(List<Integer> places) {
    return parts.size() == 1
        ? request
        : request.withRecipients(
            places.stream().map(request.recipients()::get).collect(Collectors.toList()));
  }
}
