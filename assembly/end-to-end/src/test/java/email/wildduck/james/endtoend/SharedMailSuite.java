package email.wildduck.james.endtoend;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test class the same {@link MailSuite}, or the same {@link MailSystem} in which
 * nothing delivers yet. JUnit closes them when the run ends.
 */
final class SharedMailSuite implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> wanted = parameter.getParameter().getType();
    return wanted == MailSuite.class || wanted == MailSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MailSuite.class
        ? shared(context, MailSuite.class, () -> started(MailSuite::start))
        : shared(
            context, MailSystem.class, () -> started(() -> MailSystem.start("coexistence-run")));
  }

  private static <T> T shared(ExtensionContext context, Class<T> type, Supplier<T> start) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedMailSuite.class))
        .getOrComputeIfAbsent(type, key -> start.get(), type);
  }

  private static <T> T started(Start<T> start) {
    try {
      return start.run();
    } catch (Exception e) {
      throw new IllegalStateException("WildDuck and the server do not start", e);
    }
  }

  private interface Start<T> {
    T run() throws Exception;
  }
}
