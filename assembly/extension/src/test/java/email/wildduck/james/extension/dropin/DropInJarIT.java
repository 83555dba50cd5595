package email.wildduck.james.extension.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the one jar for {@code extensions-jars}. */
class DropInJarIT {
  private static final Path DROP_IN = Path.of(System.getProperty("wildduck.dropin"));
  private static final int JAVA_11 = 55;

  /** The driver loads this one only where there are records, and cannot do without it there. */
  private static final String FOR_JAVA_17 = "org/bson/codecs/record/";

  private static final List<String> OWN_AND_BUNDLED =
      List.of(
          "email.wildduck.james.",
          "com.mongodb.",
          "org.bson.",
          "io.lettuce.core.",
          "io.lettuce.authx.",
          "io.prometheus.metrics.",
          "redis.clients.authentication.");

  private static ClassFolder stock;
  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    stock = ClassFolder.of(Path.of(System.getProperty("wildduck.stockJames")));
    jar = new JarFile(DROP_IN.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void itHoldsOwnCodeMongoAndRedisClientsAndNothingElse() {
    assertThat(ClassFolder.packagesOf(DROP_IN))
        .allMatch(
            name -> OWN_AND_BUNDLED.stream().anyMatch(prefix -> (name + ".").startsWith(prefix)));
  }

  @Test
  void noPackageIsOneThatTheStockJamesHas() {
    assertThat(stock.jars()).hasSizeGreaterThan(300);
    assertThat(ClassFolder.packagesOf(DROP_IN)).doesNotContainAnyElementsOf(stock.packages());
  }

  @Test
  void everyClassRunsOnJava11() throws IOException {
    TreeMap<Integer, String> versions = new TreeMap<>();
    for (JarEntry entry : entries(DropInJarIT::isForEveryJava)) {
      try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
        in.skipNBytes(6);
        versions.put(in.readUnsignedShort(), entry.getName());
      }
    }

    assertThat(versions.lastKey()).as("newest: %s", versions.lastEntry()).isEqualTo(JAVA_11);
  }

  @Test
  void whatOurCodeUsesIsThereInTheVersionsOfTheStockJames() throws IOException {
    try (Linker linker = new Linker(stock.jars(), DROP_IN)) {
      assertThat(References.of(DROP_IN, "email/wildduck/james/"))
          .hasSizeGreaterThan(1000)
          .allMatch(linker::finds);
    }
  }

  @Test
  void metaInfSaysWhatIsBundledAndHoldsNoLeftovers() throws IOException {
    assertThat(entries(name -> name.startsWith("META-INF/") && !name.endsWith("/")))
        .extracting(JarEntry::getName)
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/services/io.lettuce.core.json.JsonParser");
    assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Title"))
        .startsWith("WildDuck");
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(text("META-INF/NOTICE"))
        .contains("MongoDB Java Driver", "Lettuce", "redis-authx-core", "MIT License");
  }

  @Test
  void noEntryHasTheTimeOfTheBuildSoThatTwoBuildsGiveTheSameBytes() {
    LocalDateTime fixed =
        OffsetDateTime.parse(System.getProperty("wildduck.outputTimestamp")).toLocalDateTime();

    assertThat(jar.stream()).noneMatch(entry -> entry.getTimeLocal().isAfter(fixed));
  }

  private static boolean isForEveryJava(String name) {
    return name.endsWith(".class") && !name.startsWith(FOR_JAVA_17);
  }

  private static List<JarEntry> entries(Predicate<String> wanted) {
    return jar.stream().filter(entry -> wanted.test(entry.getName())).toList();
  }

  private static String text(String name) throws IOException {
    return new String(jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), UTF_8);
  }
}
