package email.wildduck.james.core.audit;

import email.wildduck.james.core.message.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Whether a message has attachments, by WildDuck's rule: a part with a content that is not text to
 * be shown, and not part of a multipart/related.
 */
final class Attachments {
  private static final Set<String> SHOWN =
      Set.of("text/plain", "text/html", "text/rfc822-headers", "message/delivery-status");
  private static final String RELATED = "multipart/related";

  private final MimeTokenStream tokens = new MimeTokenStream(MimeConfig.PERMISSIVE);
  private final Deque<Boolean> related = new ArrayDeque<>();
  private String disposition = "";

  private Attachments() {
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
  }

  static boolean areIn(ByteSource message) throws IOException {
    try (InputStream in = new BufferedInputStream(message.open())) {
      return new Attachments().find(in);
    }
  }

  private boolean find(InputStream in) throws IOException {
    tokens.parse(in);
    try {
      EntityState state = tokens.getState();
      while (state != EntityState.T_END_OF_STREAM) {
        if (isAttachment(state)) {
          return true;
        }
        state = tokens.next();
      }
    } catch (MimeException e) {
      // What cannot be read further has shown no attachment so far.
      return false;
    }
    return false;
  }

  private boolean isAttachment(EntityState state) throws IOException {
    switch (state) {
      case T_START_HEADER:
        disposition = "";
        return false;
      case T_FIELD:
        noteDisposition(tokens.getField());
        return false;
      case T_START_MULTIPART:
        related.push(isRelated() || mimeType().equals(RELATED));
        return false;
      case T_END_MULTIPART:
        related.pop();
        return false;
      case T_BODY:
        return !isRelated() && !isShown() && tokens.getInputStream().read() >= 0;
      default:
        return false;
    }
  }

  private void noteDisposition(Field field) {
    if (field.getName().equalsIgnoreCase("Content-Disposition")) {
      String body = Optional.ofNullable(field.getBody()).orElse("");
      disposition = body.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }
  }

  private boolean isRelated() {
    return Boolean.TRUE.equals(related.peek());
  }

  private boolean isShown() {
    return SHOWN.contains(mimeType()) && (disposition.isEmpty() || disposition.equals("inline"));
  }

  private String mimeType() {
    BodyDescriptor descriptor = tokens.getBodyDescriptor();
    return Optional.ofNullable(descriptor.getMimeType()).orElse("").toLowerCase(Locale.ROOT);
  }
}
