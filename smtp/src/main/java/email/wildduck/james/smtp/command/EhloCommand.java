package email.wildduck.james.smtp.command;

import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HeloHook;

/**
 * EHLO; see {@link email.wildduck.james.smtp.syntax.HelloName} for the names that are taken. Tells
 * PIPELINING, ENHANCEDSTATUSCODES, 8BITMIME and what James' {@code EhloExtension}s and {@code
 * HeloHook}s of the port announce, each once. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class EhloCommand extends HelloCommand {
  private static final List<String> FEATURES =
      List.of("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME");

  private List<EhloExtension> extensions = List.of();

  /** All ports count together. */
  @Inject
  public EhloCommand(MetricFactory metricFactory, LoggedRefusals refusals) {
    super("EHLO", metricFactory, refusals);
  }

  @Override
  Collection<String> features(SMTPSession session) {
    Set<String> features = new LinkedHashSet<>(FEATURES);
    for (HeloHook hook : getHooks()) {
      features.addAll(hook.implementedEsmtpFeatures(session));
    }
    for (EhloExtension extension : extensions) {
      List<String> more = extension.getImplementedEsmtpFeatures(session);
      // James' own give null for nothing.
      if (more != null) {
        features.addAll(more);
      }
    }
    return features;
  }

  @Override
  public List<Class<?>> getMarkerInterfaces() {
    List<Class<?>> interfaces = super.getMarkerInterfaces();
    interfaces.add(EhloExtension.class);
    return interfaces;
  }

  @Override
  public void wireExtensions(Class<?> type, List<?> wired) {
    if (type.equals(EhloExtension.class)) {
      List<EhloExtension> typed = new ArrayList<>();
      wired.forEach(extension -> typed.add((EhloExtension) extension));
      extensions = List.copyOf(typed);
    } else {
      super.wireExtensions(type, wired);
    }
  }
}
