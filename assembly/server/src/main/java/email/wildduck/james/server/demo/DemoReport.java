package email.wildduck.james.server.demo;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.sink.ReceivedMail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.bson.Document;

/** Sends the demo's message and tells, step by step, what became of it. */
public final class DemoReport {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DemoWorld world;
  private final Consumer<String> out;

  /**
   * @param out takes one line each
   */
  public DemoReport(DemoWorld world, Consumer<String> out) {
    this.world = world;
    this.out = out;
  }

  /**
   * Runs through all steps.
   *
   * @return whether everything happened as it should
   */
  public boolean tell() throws IOException, TimeoutException, InterruptedException {
    head("1. A mail program submits a message (port " + world.ports().startTls() + ")");
    SmtpAnswer answer = new DemoSubmission(world, conversation()).send();
    String queueId = answer.text().replaceFirst(".* ", "");

    head("2. WildDuck's data afterwards");
    Document login = world.lastLogin();
    say(
        "authlog      "
            + login.getString("result")
            + ", "
            + login.getString("source")
            + (login.containsKey("aname") ? " \"" + login.getString("aname") + "\"" : ""));
    long sent = world.recipientsSent();
    say("wdr counter  " + sent + " recipient of 2000 in 24 hours");
    say("queue id     " + queueId);

    head("3. The outside world has received");
    ReceivedMail mail = world.sink().awaitMail(m -> isIn(queueId, m), PATIENCE);
    RawMessage message = RawMessage.parse(ByteSource.of(mail.content().bytes()));
    say("MAIL FROM    " + mail.mailFrom());
    say("RCPT TO      " + String.join(", ", mail.recipients()));
    say("TLS          " + (mail.tls() ? "yes" : "no"));
    say("");
    showHeader(message);

    head("4. Checked");
    boolean rewritten =
        from(message).contains(DemoData.ALICE_ALIAS)
            && message.headers().contains("X-WildDuck-Original-From");
    List<String> signatures =
        new DkimVerifier(world.accounts().dkimPublicKey()).verify(mail.content().open());
    check("250 names the queue id", answer.code() == 250 && !queueId.isEmpty());
    check("the recipient is counted", sent >= 1);
    check("From was not the user's and has become \"" + from(message) + "\"", rewritten);
    check("the DKIM signature is good, says jDKIM: " + signatures, signatures.size() == 1);
    return answer.code() == 250 && sent >= 1 && rewritten && signatures.size() == 1;
  }

  private void showHeader(RawMessage message) {
    for (HeaderField field : message.headers().fields()) {
      field.storedLine().lines().forEach(line -> say("  " + line));
    }
  }

  private static String from(RawMessage message) {
    return message.headers().first("From").map(HeaderField::value).orElse("");
  }

  private static boolean isIn(String queueId, ReceivedMail mail) {
    try {
      return RawMessage.parse(ByteSource.of(mail.content().bytes()))
          .headers()
          .all("Received")
          .stream()
          .anyMatch(field -> field.value().contains(queueId));
    } catch (IOException e) {
      return false;
    }
  }

  private Conversation conversation() {
    return new Conversation() {
      @Override
      public void client(String line) {
        say("  C: " + line);
      }

      @Override
      public void server(String line) {
        say("  S: " + line);
      }

      @Override
      public void note(String text) {
        say("     " + text);
      }
    };
  }

  private void head(String text) {
    say("");
    say(text);
    say("");
  }

  private void check(String text, boolean good) {
    say((good ? "  yes  " : "  NO   ") + text);
  }

  private void say(String line) {
    out.accept(line);
  }
}
