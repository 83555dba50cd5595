package email.wildduck.james.embedded.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The dialogue on one connection. */
final class SmtpSession {

  private static final SmtpReply OK = new SmtpReply(250, "2.0.0 OK");
  private static final SmtpReply SEQUENCE = new SmtpReply(503, "5.5.1 Bad sequence of commands");
  private static final SmtpReply SYNTAX = new SmtpReply(501, "5.5.4 Syntax error");
  private static final SmtpReply PARAMETER = new SmtpReply(555, "5.5.4 Parameter not supported");
  private static final SmtpReply TOO_LARGE = new SmtpReply(552, "5.3.4 Message too large");

  private final SmtpWire wire;
  private final SinkSettings settings;
  private final Mailbox mailbox;
  private final SpoolFolder folder;
  private Envelope envelope;
  private boolean inTransaction;
  private boolean open = true;

  SmtpSession(
      SmtpWire wire,
      SinkSettings settings,
      Mailbox mailbox,
      SpoolFolder folder,
      Envelope envelope) {
    this.wire = wire;
    this.settings = settings;
    this.mailbox = mailbox;
    this.folder = folder;
    this.envelope = envelope;
  }

  /** Returns when the client has said QUIT, or the script wants the connection closed. */
  void run() throws IOException {
    SmtpReply greeting =
        script(SmtpStage.CONNECT, envelope)
            .orElse(new SmtpReply(220, settings.hostName() + " ESMTP"));
    send(greeting);
    open &= !greeting.refuses();
    while (open) {
      String line = wire.readLine();
      int space = line.indexOf(' ');
      String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
      handle(verb, space < 0 ? "" : line.substring(space + 1).strip());
    }
  }

  private void handle(String verb, String argument) throws IOException {
    switch (verb) {
      case "EHLO" -> greet(argument, settings.greeting(envelope.tls()));
      case "HELO" -> greet(argument, settings.hostName());
      case "STARTTLS" -> startTls();
      case "MAIL" -> mail(argument);
      case "RCPT" -> recipient(argument);
      case "DATA" -> data();
      case "RSET" -> {
        endTransaction();
        send(OK);
      }
      case "NOOP" -> send(OK);
      case "VRFY" -> send(new SmtpReply(252, "2.5.2 Cannot verify, but will take mail"));
      case "QUIT" -> {
        open = false;
        send(new SmtpReply(221, "2.0.0 Bye"));
      }
      default -> send(new SmtpReply(500, "5.5.2 Command not recognized"));
    }
  }

  private void greet(String name, String text) throws IOException {
    envelope = envelope.greeted(name);
    inTransaction = false;
    send(name.isEmpty() ? SYNTAX : new SmtpReply(250, text));
  }

  private void startTls() throws IOException {
    if (settings.tls().isEmpty() || envelope.tls()) {
      send(SEQUENCE);
      return;
    }
    send(new SmtpReply(220, "2.0.0 Ready to start TLS"));
    wire.startTls(settings.tls().get().context());
    envelope = envelope.encrypted();
    inTransaction = false;
  }

  private void mail(String argument) throws IOException {
    Optional<SmtpPath> path = SmtpPath.parse("FROM:", argument);
    if (inTransaction || envelope.heloName().isEmpty()) {
      send(SEQUENCE);
    } else if (path.isEmpty()) {
      send(SYNTAX);
    } else if (!takes(path.get())) {
      send(PARAMETER);
    } else if (declaredSize(path.get()) > settings.maxSize()) {
      send(TOO_LARGE);
    } else if (accepts(SmtpStage.MAIL, envelope.from(path.get()), OK)) {
      envelope = envelope.from(path.get());
      inTransaction = true;
    }
  }

  private boolean takes(SmtpPath path) {
    boolean unicode = path.parameters().stream().anyMatch("SMTPUTF8"::equalsIgnoreCase);
    boolean eightBit = path.parameter("BODY").filter("8BITMIME"::equalsIgnoreCase).isPresent();
    return (!unicode || settings.offers("SMTPUTF8")) && (!eightBit || settings.offers("8BITMIME"));
  }

  private static long declaredSize(SmtpPath path) {
    return path.parameter("SIZE").filter(size -> size.matches("\\d{1,18}")).stream()
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private void recipient(String argument) throws IOException {
    Optional<SmtpPath> path = SmtpPath.parse("TO:", argument);
    if (!inTransaction) {
      send(SEQUENCE);
    } else if (path.isEmpty() || path.get().address().isEmpty()) {
      send(SYNTAX);
    } else if (accepts(SmtpStage.RCPT, envelope.to(path.get()), OK)) {
      envelope = envelope.to(path.get());
    }
  }

  private void data() throws IOException {
    if (!inTransaction || envelope.recipients().isEmpty()) {
      send(SEQUENCE);
      return;
    }
    SmtpReply goAhead = new SmtpReply(354, "End data with <CR><LF>.<CR><LF>");
    if (!accepts(SmtpStage.DATA, envelope, goAhead)) {
      return;
    }
    boolean kept = settings.kept().test(envelope);
    try (ContentWriter content = kept ? new ContentWriter(folder) : ContentWriter.forgetting()) {
      DataReader.read(wire, content);
      SmtpReply reply = script(SmtpStage.END_OF_DATA, envelope).orElse(OK);
      if (content.size() > settings.maxSize()) {
        reply = TOO_LARGE;
      }
      if (kept && !reply.refuses() && !reply.isHangUp()) {
        // Before the reply: who has the 250 finds the mail here.
        mailbox.add(new ReceivedMail(envelope, content.keep(), Instant.now()));
      }
      endTransaction();
      send(reply);
    }
  }

  private void endTransaction() {
    envelope = envelope.reset();
    inTransaction = false;
  }

  private boolean accepts(SmtpStage stage, Envelope offered, SmtpReply usual) throws IOException {
    SmtpReply reply = script(stage, offered).orElse(usual);
    send(reply);
    return !reply.refuses() && !reply.isHangUp();
  }

  private Optional<SmtpReply> script(SmtpStage stage, Envelope known) {
    return settings.script().replyTo(stage, known);
  }

  private void send(SmtpReply reply) throws IOException {
    open &= !reply.closes();
    if (!reply.isHangUp()) {
      wire.write(reply);
    }
  }
}
