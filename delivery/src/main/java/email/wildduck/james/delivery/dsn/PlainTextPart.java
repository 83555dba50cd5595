package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.compose.MessageDate;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The part for people: plain English, lines of at most 76 characters where words allow. */
final class PlainTextPart {
  private static final int WIDTH = 74;
  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_SUBJECT = 150;

  private final String hostName;
  private final Instant now;
  private final StringBuilder out = new StringBuilder();

  PlainTextPart(String hostName, Instant now) {
    this.hostName = hostName;
    this.now = now;
  }

  Part write(ReportKind kind, ReportedMessage message, List<RecipientReport> recipients) {
    paragraph(0, opening(kind, recipients.size()));
    for (RecipientReport recipient : recipients) {
      paragraph(2, recipient.recipient);
      explain(kind, message, recipient);
    }
    out.append("The message:\r\n\r\n");
    line(2, "Subject: " + subject(message));
    line(2, "Sent: " + MessageDate.format(message.arrival()));
    line(2, "Number in the queue: " + message.queueId());
    out.append("\r\n");
    paragraph(0, "This report was written by the mail system at " + hostName + ".");
    boolean ascii = FieldText.isAscii(out.toString());
    return new Part(
        "text/plain; charset=" + (ascii ? "us-ascii" : "utf-8"),
        "Notification",
        ascii ? "7bit" : "8bit",
        ByteSource.of(out.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String opening(ReportKind kind, int recipients) {
    String whom = recipients == 1 ? "this recipient" : "these recipients";
    switch (kind) {
      case FAILED:
        return "Your message could not be delivered to "
            + whom
            + ". No further attempt will be made.";
      case DELAYED:
        return "Your message could not be delivered to "
            + whom
            + " yet. You need not send it again: more attempts will be made.";
      case RELAYED:
        return "Your message for "
            + whom
            + " was handed to another mail system. That one does not confirm deliveries: you may"
            + " hear no more of it.";
      default:
        return "Your message was delivered to " + whom + ".";
    }
  }

  private void explain(ReportKind kind, ReportedMessage message, RecipientReport recipient) {
    Explanation explanation = Explanation.of(recipient);
    if (kind == ReportKind.FAILED) {
      paragraph(4, explanation.problem() + duration(message, recipient));
      paragraph(4, "What you can do: " + explanation.advice());
    }
    if (!recipient.words.isBlank()) {
      paragraph(4, introduction(recipient));
      paragraph(6, recipient.words);
    }
    if (kind == ReportKind.DELAYED) {
      recipient.retriedUntil.ifPresent(
          time -> paragraph(4, "It will be tried until " + MessageDate.format(time) + "."));
    }
  }

  private String duration(ReportedMessage message, RecipientReport recipient) {
    Duration tried = Duration.between(message.arrival(), now);
    if (recipient.ending != RecipientReport.Ending.EXPIRY || tried.toHours() < 1) {
      return "";
    }
    long days = tried.toDays();
    long hours = tried.toHours();
    return " It was tried for "
        + (hours < 48 ? hours + (hours == 1 ? " hour." : " hours.") : days + " days.");
  }

  private static String introduction(RecipientReport recipient) {
    if (recipient.ending == RecipientReport.Ending.REMOVAL) {
      return "The reason given:";
    }
    String last = recipient.ending == RecipientReport.Ending.EXPIRY ? "at the last attempt " : "";
    return recipient
        .remoteHost
        .map(host -> "What the server " + host + " answered " + last + "was:")
        .orElse("What went wrong " + last + "was:");
  }

  private static String subject(ReportedMessage message) {
    String raw =
        message.content().headers().first("Subject").map(HeaderField::value).orElse("(none)");
    return FieldText.clean(decoded(FieldText.clean(raw, 4 * LONGEST_SUBJECT)), LONGEST_SUBJECT);
  }

  private static String decoded(String text) {
    try {
      return text.contains("=?")
          ? DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT)
          : text;
    } catch (IllegalArgumentException e) {
      // e.g. a charset name that no charset can have
      return text;
    }
  }

  private void paragraph(int indent, String text) {
    line(indent, text);
    out.append("\r\n");
  }

  private void line(int indent, String text) {
    for (String line : FieldText.lines(FieldText.clean(text, LONGEST_TEXT), 0, WIDTH - indent)) {
      out.append(" ".repeat(indent)).append(line).append("\r\n");
    }
  }
}
