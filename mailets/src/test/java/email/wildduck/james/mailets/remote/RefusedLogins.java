package email.wildduck.james.mailets.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A relay on loopback that answers every login in the same way, and is spoken to by one client. */
final class RefusedLogins implements AutoCloseable {
  private final ServerSocket listener;
  private final String reply;

  private RefusedLogins(ServerSocket listener, String reply) {
    this.listener = listener;
    this.reply = reply;
  }

  static RefusedLogins start(String reply) throws IOException {
    RefusedLogins relay =
        new RefusedLogins(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), reply);
    Thread thread = new Thread(relay::talk, "refused-logins");
    thread.setDaemon(true);
    thread.start();
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void talk() {
    try (Socket client = listener.accept();
        BufferedReader commands =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      say(client, "220 relay.example ESMTP");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        say(client, replyTo(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String replyTo(String command) {
    return switch (command.split(" ", 2)[0]) {
      case "EHLO" -> "250-relay.example\r\n250 AUTH PLAIN";
      case "AUTH" -> reply;
      case "QUIT" -> "221 2.0.0 Bye";
      default -> "503 5.5.1 Log in first";
    };
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
