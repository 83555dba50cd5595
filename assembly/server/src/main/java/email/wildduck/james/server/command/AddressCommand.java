package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code address}: takes an address of a pool out of use, or into use again, on all nodes. */
@Command(
    name = "address",
    description = "Takes an address of a pool out of use, or into use again, on all nodes.")
final class AddressCommand implements Runnable {
  /** What is done. */
  enum Use {
    DISABLE,
    ENABLE
  }

  @ParentCommand private QueueCommand queue;

  @Parameters(index = "0", paramLabel = "disable|enable", description = "what to do")
  private Use use;

  @Parameters(index = "1", paramLabel = "IP", description = "the address")
  private String ip;

  @Option(names = "--reason", paramLabel = "TEXT", description = "for those who wonder why")
  private Optional<String> reason = Optional.empty();

  @Override
  public void run() {
    boolean disabling = use == Use.DISABLE;
    JsonNode answer =
        queue
            .webadmin()
            .order(
                "POST",
                "/addresses/" + Webadmin.segment(ip) + (disabling ? "/disable" : "/enable"),
                Map.of(),
                disabling ? reason.map(text -> Map.of("reason", text)).orElse(Map.of()) : Map.of());
    queue.show(
        List.of(answer),
        out ->
            out.println(
                TerminalText.of(answer, "ip") + (disabling ? " is disabled" : " is in use")));
  }
}
