package email.wildduck.james.extension.dropin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of the stock James: a folder of jars. */
final class ClassFolder {
  private final List<Path> jars;

  private ClassFolder(List<Path> jars) {
    this.jars = jars;
  }

  static ClassFolder of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ClassFolder(
          files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
    }
  }

  List<Path> jars() {
    return jars;
  }

  /** Every package that has a class in one of the jars. */
  Set<String> packages() {
    return jars.stream().flatMap(jar -> packagesOf(jar).stream()).collect(Collectors.toSet());
  }

  static Set<String> packagesOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .filter(name -> !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
