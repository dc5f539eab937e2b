package io.interleave.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

class ArchitectureTest {

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.interleave.server");

  private static void check(ArchRule rule) {
    rule.check(SERVER);
  }

  @Test
  void featuresFormNoCycle() {
    check(
        slices()
            .matching("io.interleave.server.(*)..")
            .should()
            .beFreeOfCycles()
            .because(
                "a feature must be readable without all others; let the lower one offer an interface"));
  }

  @Test
  void controllersAreTheirPackagesOwn() {
    check(
        classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(Controller.class)
            .should()
            .bePackagePrivate()
            .because("HTTP is the only way to call one; share a component instead"));
  }

  @Test
  void theServerRecordsNothingItself() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.interleave.engine.primitive..",
                "io.interleave.engine.record..",
                "io.interleave.engine.control..",
                "io.interleave.engine.weave..")
            .because(
                "programs belong to scenarios, and a run is reached through LiveRun and ControlledRun alone"));
  }

  @Test
  void scenariosAreKnownByTheCatalogueOnly() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.interleave.scenarios..")
            .because("a new scenario must not touch the server"));
  }

  @Test
  void onlyTheStoreTouchesFiles() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..store..", "..config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.file..")
            .because("what is on disk has one owner; ask RunStore"));
  }

  @Test
  void schedulesAreSearchedInTwoPlaces() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..exploration..", "..session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.interleave.engine.explore..")
            .because("a run executes once; what executes again and again is bounded there"));
  }

  @Test
  void metersAreMadeInOnePlace() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("features should read without their meters; offer a number or a listener"));
  }
}
