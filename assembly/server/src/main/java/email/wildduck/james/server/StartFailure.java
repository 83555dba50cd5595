package email.wildduck.james.server;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.store.StoreUnavailableException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.StartUpChecksPerformer.StartUpChecksException;
import org.apache.james.lifecycle.api.StartUpCheck.CheckResult;

/** Finds in an exception, however deep, the one line that helps an administrator. */
final class StartFailure {
  private StartFailure() {}

  /** The reason for a failed start, in one line. */
  static String reason(Throwable failure) {
    List<Throwable> causes = causesOf(failure);
    Throwable deepest = causes.get(causes.size() - 1);
    return causes.stream()
        .map(StartFailure::explanation)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> deepest.getClass().getSimpleName() + ": " + firstLine(deepest));
  }

  private static Optional<String> explanation(Throwable cause) {
    if (cause instanceof ConfigurationException || cause instanceof StoreUnavailableException) {
      return Optional.of(firstLine(cause));
    }
    if (cause instanceof StartUpChecksException checks) {
      return checks.getBadChecks().stream().findFirst().flatMap(CheckResult::getDescription);
    }
    if (cause instanceof BindException) {
      return Optional.of(
          "a port cannot be opened: "
              + firstLine(cause)
              + " (see <bind> in smtpserver.xml and port in webadmin.properties)");
    }
    return Optional.empty();
  }

  /** The exception and everything below it, from the top; Guice keeps causes in its messages. */
  private static List<Throwable> causesOf(Throwable failure) {
    Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> ordered = new ArrayList<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.poll();
      if (found.add(next)) {
        ordered.add(next);
        Optional.ofNullable(next.getCause()).ifPresent(open::add);
        messagesOf(next).stream()
            .map(Message::getCause)
            .flatMap(cause -> Optional.ofNullable(cause).stream())
            .forEach(open::add);
      }
    }
    return ordered;
  }

  private static Collection<Message> messagesOf(Throwable failure) {
    if (failure instanceof CreationException creation) {
      return creation.getErrorMessages();
    }
    if (failure instanceof ProvisionException provision) {
      return provision.getErrorMessages();
    }
    return List.of();
  }

  private static String firstLine(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse("no further explanation");
  }
}
