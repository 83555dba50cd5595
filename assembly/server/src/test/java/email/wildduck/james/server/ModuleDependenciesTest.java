package email.wildduck.james.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point downwards only, and James stays where its adapters are. */
class ModuleDependenciesTest {
  private static final String OURS = "email.wildduck.james";

  /** What each module may depend on, besides itself; the server on everything. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "core", Set.of(),
          "embedded", Set.of(),
          "queue", Set.of("core"),
          "delivery", Set.of("core"),
          "smtp", Set.of("core", "queue"),
          "mailets", Set.of("core", "queue", "delivery"),
          "matchers", Set.of("core", "queue", "delivery"),
          "extension", Set.of("core", "queue", "delivery", "smtp", "mailets", "matchers"),
          "server", Set.of());

  private static final DescribedPredicate<JavaClass> JAMES =
      resideInAnyPackage("org.apache.james..", "org.apache.mailet..")
          .and(not(resideInAPackage("org.apache.james.mime4j..")))
          .as("James");

  private static JavaClasses production;

  @BeforeAll
  static void readTheProductsClasses() {
    production =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages(OURS);
  }

  static Stream<String> modules() {
    return MODULES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modulesBelowTheServer")
  void moduleDependsOnlyOnThoseBelowIt(String module) {
    String[] others =
        modules()
            .filter(other -> !other.equals(module) && !MODULES.get(module).contains(other))
            .map(ModuleDependenciesTest::all)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(all(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(production);
  }

  static Stream<String> modulesBelowTheServer() {
    return modules().filter(module -> !module.equals("server"));
  }

  @Test
  void everyClassBelongsToAModule() {
    classes()
        .should()
        .resideInAnyPackage(modules().map(ModuleDependenciesTest::all).toArray(String[]::new))
        .check(production);
  }

  @ParameterizedTest
  @MethodSource("modulesWithoutJames")
  void moduleDoesNotKnowJames(String module) {
    noClasses()
        .that()
        .resideInAPackage(all(module))
        .should()
        .dependOnClassesThat(JAMES)
        .check(production);
  }

  static Stream<String> modulesWithoutJames() {
    return Stream.of("core", "delivery", "embedded");
  }

  @Test
  void queueKnowsJamesInItsAdaptersOnly() {
    noClasses()
        .that()
        .resideInAPackage(all("queue"))
        .and()
        .resideOutsideOfPackages(all("queue.james"), all("queue.mail"))
        .should()
        .dependOnClassesThat(JAMES)
        .check(production);
  }

  @Test
  void javaMailIsUsedWhereJamesDemandsItOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            all("queue.james"),
            all("queue.mail"),
            all("smtp"),
            all("mailets"),
            all("matchers"),
            all("server"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.mail..")
        .check(production);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching(OURS + ".(**)").should().beFreeOfCycles().check(production);
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(production);
  }

  @Test
  void nobodyTakesTheStandardStreamsAsTheyAre() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(production);
  }

  @Test
  void everybodyLogsThroughSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging")
        .check(production);
  }

  private static String all(String module) {
    return OURS + "." + module + "..";
  }
}
