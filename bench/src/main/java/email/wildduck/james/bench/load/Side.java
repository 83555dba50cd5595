package email.wildduck.james.bench.load;

import java.io.IOException;
import java.util.Arrays;

/** Who is measured. */
enum Side {
  SERVER("server", "this server") {
    @Override
    MailServer start(LoadOptions options, Stores stores, LoadSink sink) throws IOException {
      return OurServer.start(options, stores, sink);
    }
  },
  ZONEMTA("zonemta", "ZoneMTA") {
    @Override
    MailServer start(LoadOptions options, Stores stores, LoadSink sink) throws IOException {
      return ZoneMtaServer.start(options, stores, sink);
    }
  };

  private final String argument;
  private final String title;

  Side(String argument, String title) {
    this.argument = argument;
    this.title = title;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Side named(String argument) {
    return Arrays.stream(values())
        .filter(side -> side.argument.equals(argument))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    argument
                        + ": expected few, smoke, server, zonemta, rounds=N, seconds=N, warmup=N,"
                        + " case=... or plugin=FOLDER"));
  }

  /** For the tables. */
  String title() {
    return title;
  }

  /** Starts it on empty stores; all that it is given it delivers to the sink. */
  abstract MailServer start(LoadOptions options, Stores stores, LoadSink sink) throws IOException;
}
