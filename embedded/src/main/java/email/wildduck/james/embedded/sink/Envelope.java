package email.wildduck.james.embedded.sink;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client has said about a message so far.
 *
 * @param connection counts the connections of the sink from 1: the same number, the same connection
 * @param client the address the client connected from
 * @param tls whether the connection is encrypted
 * @param heloName the argument of EHLO or HELO; empty before it
 * @param mailFrom the sender without angle brackets; empty for the null sender, and before MAIL
 * @param mailParameters the parameters of MAIL as given, such as {@code BODY=8BITMIME}
 * @param recipients the recipients without angle brackets, in order
 */
public record Envelope(
    long connection,
    InetAddress client,
    boolean tls,
    String heloName,
    String mailFrom,
    List<String> mailParameters,
    List<String> recipients) {

  public Envelope {
    mailParameters = List.copyOf(mailParameters);
    recipients = List.copyOf(recipients);
  }

  static Envelope connected(long connection, InetAddress client) {
    return new Envelope(connection, client, false, "", "", List.of(), List.of());
  }

  /** After STARTTLS: nothing said before counts. */
  Envelope encrypted() {
    return new Envelope(connection, client, true, "", "", List.of(), List.of());
  }

  Envelope greeted(String name) {
    return new Envelope(connection, client, tls, name, "", List.of(), List.of());
  }

  Envelope from(SmtpPath path) {
    return new Envelope(
        connection, client, tls, heloName, path.address(), path.parameters(), List.of());
  }

  Envelope to(SmtpPath path) {
    List<String> all = new ArrayList<>(recipients);
    all.add(path.address());
    return new Envelope(connection, client, tls, heloName, mailFrom, mailParameters, all);
  }

  Envelope reset() {
    return greeted(heloName);
  }
}
