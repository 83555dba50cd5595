package email.wildduck.james.smtp.port;

/** What clients of a port may do before they are sent away; 0 is no limit. Immutable. */
public final class PortLimits {
  private final int connections;
  private final int connectionsPerAddress;
  private final int errors;
  private final int commands;

  /** See the methods. */
  public PortLimits(int connections, int connectionsPerAddress, int errors, int commands) {
    this.connections = connections;
    this.connectionsPerAddress = connectionsPerAddress;
    this.errors = errors;
    this.commands = commands;
  }

  static PortLimits read(PortElements port) {
    return new PortLimits(
        port.number("connectionLimit", 0, 0),
        port.number("connectionLimitPerIP", 0, 0),
        port.number("maxErrors", 20, 0),
        port.number("maxCommands", 100, 0));
  }

  /** {@code connectionLimit}: connections at a time. */
  public int connections() {
    return connections;
  }

  /** {@code connectionLimitPerIP}: connections at a time of one IPv4 address or IPv6 /64. */
  public int connectionsPerAddress() {
    return connectionsPerAddress;
  }

  /** {@code maxErrors}: refused commands in a row. */
  public int errors() {
    return errors;
  }

  /** {@code maxCommands}: commands without a message, accepted recipients aside. */
  public int commands() {
    return commands;
  }
}
