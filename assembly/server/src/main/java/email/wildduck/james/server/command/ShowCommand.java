package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code show}: a message, its deliveries and all attempts; or its source. */
@Command(
    name = "show",
    description = "A message, its deliveries with every attempt, and why each is where it is.")
final class ShowCommand implements Runnable {
  @ParentCommand private QueueCommand queue;

  @Parameters(paramLabel = "ID", description = "the queue id")
  private String id;

  @Option(names = "--header", description = "print the header of the message instead")
  private boolean header;

  @Option(
      names = "--source",
      description = "print the whole message; where queue/showBodies allows it")
  private boolean source;

  @Override
  public void run() {
    String path = "/messages/" + Webadmin.segment(id);
    if (header || source) {
      byte[] text =
          queue.webadmin().getBytes(path + "/source", source ? Map.of("body", "true") : Map.of());
      queue.write(new String(text, StandardCharsets.UTF_8));
      return;
    }
    JsonNode message = queue.webadmin().get(path, Map.of());
    queue.show(List.of(message), out -> print(message, out));
  }

  private static void print(JsonNode message, PrintWriter out) {
    fact(out, "message", TerminalText.of(message, "queueId"));
    fact(out, "from", message.has("from") ? sender(message) : "");
    fact(out, "accepted", accepted(message));
    fact(out, "user", TerminalText.of(message, "user"));
    fact(out, "user id", TerminalText.of(message, "userId"));
    fact(out, "Message-ID", TerminalText.of(message, "messageId"));
    fact(out, "body", bytes(message));
    message.path("deliveries").forEach(delivery -> printDelivery(delivery, out));
    message
        .path("ended")
        .forEach(
            ended ->
                out.println(
                    "\n"
                        + TerminalText.of(ended, "recipient")
                        + ": ended\n    "
                        + TerminalText.of(ended, "why")));
  }

  private static void printDelivery(JsonNode delivery, PrintWriter out) {
    out.println(
        "\n."
            + TerminalText.of(delivery, "sequence")
            + "  "
            + TerminalText.of(delivery, "recipient")
            + ": "
            + TerminalText.of(delivery, "state")
            + ", zone "
            + TerminalText.of(delivery, "zone")
            + "\n    "
            + TerminalText.of(delivery, "why"));
    for (JsonNode attempt : delivery.path("attempts")) {
      out.println(
          "    "
              + TerminalText.of(attempt, "time")
              + "  "
              + TerminalText.of(attempt, "target")
              + "  "
              + TerminalText.of(attempt, "reply")
              + "  ("
              + TerminalText.of(attempt, "node")
              + ")");
    }
  }

  private static String bytes(JsonNode message) {
    return message.has("bodySize") ? TerminalText.of(message, "bodySize") + " bytes" : "";
  }

  private static String accepted(JsonNode message) {
    String text = TerminalText.of(message, "accepted");
    text += part(" by ", TerminalText.of(message, "receivedBy"));
    text += part(" with ", TerminalText.of(message, "protocol"));
    return text + part(" from ", TerminalText.of(message, "origin"));
  }

  private static String part(String word, String value) {
    return value.isEmpty() ? "" : word + value;
  }

  private static String sender(JsonNode message) {
    String from = TerminalText.of(message, "from");
    return from.isEmpty() ? "<>" : from;
  }

  private static void fact(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%-11s %s%n", name, value);
    }
  }
}
