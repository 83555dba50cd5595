package email.wildduck.james.embedded.sink;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a sink is to be like.
 *
 * @param hostName its name in the greeting
 * @param extensions what it announces besides SIZE and STARTTLS
 * @param maxSize the largest message it takes, in bytes
 * @param tls for STARTTLS, if it is offered
 * @param kept which mail is kept; the rest is taken and forgotten
 */
record SinkSettings(
    String hostName,
    Set<String> extensions,
    long maxSize,
    SinkScript script,
    Optional<SelfSignedCertificate> tls,
    Predicate<Envelope> kept) {

  static final List<String> EXTENSIONS =
      List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES");

  boolean offers(String extension) {
    return extensions.contains(extension);
  }

  /** The lines of the reply to EHLO. */
  String greeting(boolean encrypted) {
    StringBuilder lines = new StringBuilder(hostName);
    EXTENSIONS.stream().filter(this::offers).forEach(name -> lines.append('\n').append(name));
    lines.append("\nSIZE ").append(maxSize);
    if (tls.isPresent() && !encrypted) {
      lines.append("\nSTARTTLS");
    }
    return lines.toString();
  }
}
