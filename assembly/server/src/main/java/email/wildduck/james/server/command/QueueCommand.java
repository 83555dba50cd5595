package email.wildduck.james.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code queue}: what its subcommands have in common, and where they are found; see the package.
 */
@Command(
    name = "james-wildduck queue",
    description = "Looks at the queue of a running server, and changes it.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the server refused it, or part of it, and says why",
      "2:wrong usage",
      "3:no server answers",
      "4:the server's database is away"
    },
    subcommands = {
      ZonesCommand.class,
      DomainsCommand.class,
      ListCommand.class,
      ShowCommand.class,
      TryCommand.class,
      DeferCommand.class,
      MoveCommand.class,
      BounceCommand.class,
      RemoveCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      PausesCommand.class,
      PoolsCommand.class,
      AddressCommand.class,
      SitesCommand.class,
      InstancesCommand.class,
      TakeOverCommand.class,
      ReleaseCommand.class,
      SuppressCommand.class,
      UnsuppressCommand.class,
      SuppressedCommand.class
    })
public final class QueueCommand implements Runnable {
  static final String TOKEN_VARIABLE = "JAMES_WILDDUCK_TOKEN";

  private final Path home;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "where webadmin is; otherwise as conf/webadmin.properties says")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description = "token for webadmin; better in the variable " + TOKEN_VARIABLE)
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "print what the server answers, one JSON value a line")
  private boolean json;

  /**
   * @param home the folder with {@code conf/}
   * @param environment variables of the process
   */
  public QueueCommand(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs a subcommand.
   *
   * @return the exit code
   */
  public int run(List<String> arguments, PrintStream out, PrintStream errors) {
    return new CommandLine(this)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(QueueCommand::explain)
        .execute(arguments.toArray(new String[0]));
  }

  @Override
  public void run() {
    throw wrongUsage("a command is missing");
  }

  /** The folder with {@code conf/}. */
  Path home() {
    return home;
  }

  Webadmin webadmin() {
    return webadmin("/wildduck/queue");
  }

  /** Who gets no mail. */
  Webadmin suppressionList() {
    return webadmin("/wildduck/suppressionlist");
  }

  private Webadmin webadmin(String base) {
    return new Webadmin(
        url.map(WebadminAddress::parse)
            .orElseGet(() -> WebadminAddress.in(home.resolve("conf/webadmin.properties"))),
        base,
        token
            .or(() -> Optional.ofNullable(environment.get(TOKEN_VARIABLE)))
            .filter(text -> !text.isBlank()));
  }

  /** Shows answers: as they are to programs, and to people as {@code forPeople} does. */
  void show(List<JsonNode> answers, Consumer<PrintWriter> forPeople) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      answers.forEach(out::println);
    } else {
      forPeople.accept(out);
    }
    out.flush();
  }

  /** A text as it is. */
  void write(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** A line beside the answers. */
  void note(String line) {
    spec.commandLine().getErr().println(line);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    if (failure instanceof CommandFailure expected) {
      command.getErr().println("james-wildduck: " + TerminalText.safe(expected.getMessage()));
      return expected.exitCode();
    }
    throw failure;
  }
}
