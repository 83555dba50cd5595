package email.wildduck.james.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which deliveries are meant; all that is given has to hold. */
final class Filter {
  @Option(names = "--zone", paramLabel = "ZONE", description = "in this zone")
  private Optional<String> zone = Optional.empty();

  @Option(
      names = "--sender",
      paramLabel = "ADDRESS",
      description = "from this envelope sender; '' for bounces")
  private Optional<String> sender = Optional.empty();

  @Option(names = "--recipient", paramLabel = "ADDRESS", description = "to this address")
  private Optional<String> recipient = Optional.empty();

  @Option(names = "--domain", paramLabel = "DOMAIN", description = "to this domain")
  private Optional<String> domain = Optional.empty();

  @Option(names = "--user", paramLabel = "USER", description = "of this user: id, or login name")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "ready, paused, deferred, leased, staged, set-aside or elsewhere")
  private Optional<String> state = Optional.empty();

  /** The parameters of the request. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    zone.ifPresent(value -> parameters.put("zone", value));
    sender.ifPresent(value -> parameters.put("sender", value));
    recipient.ifPresent(value -> parameters.put("recipient", value));
    domain.ifPresent(value -> parameters.put("domain", value));
    user.ifPresent(value -> parameters.put("user", value));
    state.ifPresent(value -> parameters.put("state", value));
    return parameters;
  }
}
