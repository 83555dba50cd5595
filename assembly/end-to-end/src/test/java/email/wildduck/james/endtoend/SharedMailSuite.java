package email.wildduck.james.endtoend;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same {@link MailSuite}, which JUnit closes when the run ends. */
final class SharedMailSuite implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MailSuite.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedMailSuite.class))
        .getOrComputeIfAbsent(MailSuite.class, key -> start(), MailSuite.class);
  }

  private static MailSuite start() {
    try {
      return MailSuite.start();
    } catch (Exception e) {
      throw new IllegalStateException("WildDuck and the server do not start", e);
    }
  }
}
