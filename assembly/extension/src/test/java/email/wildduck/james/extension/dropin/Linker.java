package email.wildduck.james.extension.dropin;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Looks for methods and fields in classes as they are in a stock James. */
final class Linker implements AutoCloseable {
  private final URLClassLoader james;
  private final URLClassLoader extension;

  /** James' jars first, then those of extensions-jars, as James itself does it. */
  Linker(List<Path> stock, Path dropIn) throws IOException {
    URL[] urls = new URL[stock.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = stock.get(i).toUri().toURL();
    }
    james = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    extension = new URLClassLoader(new URL[] {dropIn.toUri().toURL()}, james);
  }

  boolean finds(Reference reference) {
    try {
      Class<?> owner =
          Class.forName(reference.owner().replace('/', '.'), /* initialize= */ false, extension);
      return isSignaturePolymorphic(owner) || isIn(owner, reference);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean isIn(Class<?> owner, Reference reference) {
    Deque<Class<?>> toLookAt = new ArrayDeque<>(List.of(owner, Object.class));
    while (!toLookAt.isEmpty()) {
      Class<?> type = toLookAt.pop();
      if (reference.isMethod() ? hasMethod(type, reference) : hasField(type, reference)) {
        return true;
      }
      if (type.getSuperclass() != null) {
        toLookAt.add(type.getSuperclass());
      }
      toLookAt.addAll(List.of(type.getInterfaces()));
    }
    return false;
  }

  private static boolean hasMethod(Class<?> type, Reference reference) {
    if (reference.name().equals("<init>")) {
      return Arrays.stream(type.getDeclaredConstructors())
          .map(c -> MethodType.methodType(void.class, c.getParameterTypes()))
          .anyMatch(t -> t.toMethodDescriptorString().equals(reference.descriptor()));
    }
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(reference.name()))
        .map(method -> MethodType.methodType(method.getReturnType(), method.getParameterTypes()))
        .anyMatch(t -> t.toMethodDescriptorString().equals(reference.descriptor()));
  }

  private static boolean hasField(Class<?> type, Reference reference) {
    return Arrays.stream(type.getDeclaredFields())
        .anyMatch(
            field ->
                field.getName().equals(reference.name())
                    && field.getType().descriptorString().equals(reference.descriptor()));
  }

  /** Their methods take any arguments. */
  private static boolean isSignaturePolymorphic(Class<?> owner) {
    return owner.getName().equals("java.lang.invoke.MethodHandle")
        || owner.getName().equals("java.lang.invoke.VarHandle");
  }

  @Override
  public void close() throws IOException {
    extension.close();
    james.close();
  }
}
