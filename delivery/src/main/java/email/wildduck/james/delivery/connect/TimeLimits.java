package email.wildduck.james.delivery.connect;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a peer may take for each step. The defaults follow RFC 5321 §4.5.3.2 and, for connecting
 * and greeting, what ZoneMTA waits. Immutable.
 */
public final class TimeLimits {
  private static final TimeLimits STANDARD =
      new TimeLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10));

  private final Duration connect;
  private final Duration tls;
  private final Duration greeting;
  private final Duration command;
  private final Duration dataStart;
  private final Duration dataBlock;
  private final Duration dataEnd;
  private final Duration reset;

  private TimeLimits(
      Duration connect,
      Duration tls,
      Duration greeting,
      Duration command,
      Duration dataStart,
      Duration dataBlock,
      Duration dataEnd,
      Duration reset) {
    this.connect = positive(connect);
    this.tls = positive(tls);
    this.greeting = positive(greeting);
    this.command = positive(command);
    this.dataStart = positive(dataStart);
    this.dataBlock = positive(dataBlock);
    this.dataEnd = positive(dataEnd);
    this.reset = positive(reset);
  }

  private static Duration positive(Duration limit) {
    if (Objects.requireNonNull(limit).isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a time limit is longer than nothing: " + limit);
    }
    return limit;
  }

  /**
   * Connect 30 s, TLS 60 s, greeting 2 min, command 5 min, start of data 2 min, block of data 3
   * min, end of data 10 min, reset 10 s.
   */
  public static TimeLimits standard() {
    return STANDARD;
  }

  /** All steps the same. */
  public static TimeLimits of(Duration each) {
    return new TimeLimits(each, each, each, each, each, each, each, each);
  }

  /** With this limit for TCP. */
  public TimeLimits withConnect(Duration limit) {
    return new TimeLimits(limit, tls, greeting, command, dataStart, dataBlock, dataEnd, reset);
  }

  /** With this limit for a TLS handshake. */
  public TimeLimits withTls(Duration limit) {
    return new TimeLimits(connect, limit, greeting, command, dataStart, dataBlock, dataEnd, reset);
  }

  /** With this limit for the greeting. */
  public TimeLimits withGreeting(Duration limit) {
    return new TimeLimits(connect, tls, limit, command, dataStart, dataBlock, dataEnd, reset);
  }

  /** With this limit for EHLO, STARTTLS, AUTH, MAIL and each RCPT. */
  public TimeLimits withCommand(Duration limit) {
    return new TimeLimits(connect, tls, greeting, limit, dataStart, dataBlock, dataEnd, reset);
  }

  /** With this limit for DATA. */
  public TimeLimits withDataStart(Duration limit) {
    return new TimeLimits(connect, tls, greeting, command, limit, dataBlock, dataEnd, reset);
  }

  /** With this limit for each block of the message. */
  public TimeLimits withDataBlock(Duration limit) {
    return new TimeLimits(connect, tls, greeting, command, dataStart, limit, dataEnd, reset);
  }

  /** With this limit for the reply to the message. */
  public TimeLimits withDataEnd(Duration limit) {
    return new TimeLimits(connect, tls, greeting, command, dataStart, dataBlock, limit, reset);
  }

  /** With this limit for RSET before a connection is used again. */
  public TimeLimits withReset(Duration limit) {
    return new TimeLimits(connect, tls, greeting, command, dataStart, dataBlock, dataEnd, limit);
  }

  /** For TCP. */
  public Duration connect() {
    return connect;
  }

  /** For a TLS handshake. */
  public Duration tls() {
    return tls;
  }

  /** For the greeting. */
  public Duration greeting() {
    return greeting;
  }

  /** For EHLO, STARTTLS, AUTH, MAIL and each RCPT. */
  public Duration command() {
    return command;
  }

  /** For DATA. */
  public Duration dataStart() {
    return dataStart;
  }

  /** For each block of the message. */
  public Duration dataBlock() {
    return dataBlock;
  }

  /** For the reply to the message. */
  public Duration dataEnd() {
    return dataEnd;
  }

  /** For RSET before a connection is used again. */
  public Duration reset() {
    return reset;
  }
}
