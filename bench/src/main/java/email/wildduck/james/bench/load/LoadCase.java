package email.wildduck.james.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What is sent at the same time.
 *
 * @param kilobytes of 1000 bytes, the size of each message
 * @param clients that send, each one message after the other
 * @param recipients of each message, in up to five domains
 * @param reused whether a client keeps its connection, or connects and logs in for each message
 */
record LoadCase(int kilobytes, int clients, int recipients, boolean reused) {
  private static final List<Integer> SIZES = List.of(10, 100);
  private static final List<Integer> CLIENTS = List.of(10, 50);
  private static final List<Integer> RECIPIENTS = List.of(1, 10);

  /** The smallest thing that goes the whole way. */
  static final LoadCase TINY = new LoadCase(10, 2, 10, true);

  /** Six that show most, for a run of a few minutes. */
  static List<LoadCase> few() {
    return List.of(
        new LoadCase(10, 10, 1, true),
        new LoadCase(10, 50, 1, true),
        new LoadCase(10, 10, 1, false),
        new LoadCase(100, 10, 1, true),
        new LoadCase(100, 50, 1, false),
        new LoadCase(10, 10, 10, true));
  }

  /**
   * One by what it is, such as {@code 10,50,1,reused} or {@code 100,10,10,new}.
   *
   * @throws IllegalArgumentException when it is not written like that
   */
  static LoadCase named(String name) {
    String[] parts = name.split(",", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(name + ": expected KB,clients,recipients,reused|new");
    }
    return new LoadCase(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        parts[3].equals("reused"));
  }

  /** All combinations. */
  static List<LoadCase> all() {
    List<LoadCase> all = new ArrayList<>();
    for (int kilobytes : SIZES) {
      for (int recipients : RECIPIENTS) {
        for (boolean reused : List.of(true, false)) {
          CLIENTS.forEach(clients -> all.add(new LoadCase(kilobytes, clients, recipients, reused)));
        }
      }
    }
    return all;
  }

  /** For the table. */
  String title() {
    return kilobytes
        + " KB, "
        + clients
        + " clients, "
        + (recipients == 1 ? "1 recipient" : recipients + " recipients")
        + (reused ? ", connections reused" : ", new connections");
  }
}
