package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sites}: who is left alone for a while. */
@Command(
    name = "sites",
    description = "The sites that are left alone because they asked for it, and until when.")
final class SitesCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Option(
      names = "--resume",
      paramLabel = "SITE",
      description = "send to this one again at once, instead of listing them")
  private Optional<String> resume = Optional.empty();

  @Override
  public void run() {
    resume.ifPresentOrElse(this::resume, this::list);
  }

  private void resume(String site) {
    JsonNode answer =
        queue
            .webadmin()
            .order("POST", "/sites/" + Webadmin.segment(site) + "/resume", Map.of(), Map.of());
    queue.show(
        List.of(answer),
        out ->
            out.println(
                TerminalText.of(answer, "site")
                    + (answer.path("resumed").asBoolean() ? " is resumed" : " was in no pause")));
  }

  private void list() {
    JsonNode sites = queue.webadmin().get("/sites", Map.of());
    Table table = new Table("SITE", "UNTIL", "TIMES", "REPLY");
    sites.forEach(
        site ->
            table.row(
                TerminalText.of(site, "site"),
                TerminalText.of(site, "until"),
                TerminalText.of(site, "level"),
                TerminalText.of(site, "reply")));
    queue.show(List.of(sites), table::print);
  }
}
