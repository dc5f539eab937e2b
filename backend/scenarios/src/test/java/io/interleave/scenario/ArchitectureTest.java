package io.interleave.scenario;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String SCENARIOS = Catalogue.ROOT + "..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.interleave.scenario", Catalogue.ROOT);

  @Test
  void scenariosWaitOnlyInPrimitives() {
    String why = "a wait that no primitive makes is one that no trace shows: use the traced type";
    noClasses()
        .that()
        .resideInAPackage(SCENARIOS)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class)
        .because(why)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(SCENARIOS)
        .should()
        .callConstructorWhere(
            target(
                owner(
                    resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks")
                        .and(not(assignableTo(ConcurrentLinkedQueue.class))))))
        .because(why)
        .check(CLASSES);
  }

  @Test
  void oneScenarioDoesNotKnowAnother() {
    slices()
        .matching(Catalogue.ROOT + ".(*)..")
        .should()
        .notDependOnEachOther()
        .because("adding or removing a scenario touches its own package and the list alone")
        .check(CLASSES);
  }

  @Test
  void theAuthoringInterfaceDoesNotKnowWhatIsWritten() {
    noClasses()
        .that()
        .resideInAPackage("io.interleave.scenario..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SCENARIOS)
        .because("the catalogue loads the list woven, by its name")
        .check(CLASSES);
  }
}
