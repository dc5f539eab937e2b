package io.interleave.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the house. Where a rule fails, move what is shared to the room that both may see.
 */
class ArchitectureTest {

  private static final String ENGINE = "io.interleave.engine.";

  private static final JavaClasses ENGINE_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.interleave.engine");

  private void mayUse(String room, String... rooms) {
    mayUseWith("java.lang", room, rooms);
  }

  private void mayUseWith(String library, String room, String... rooms) {
    String[] allowed = new String[rooms.length + 5];
    System.arraycopy(rooms, 0, allowed, 0, rooms.length);
    for (int i = 0; i < rooms.length; i++) {
      allowed[i] = ENGINE + rooms[i];
    }
    allowed[rooms.length] = ENGINE + room;
    allowed[rooms.length + 1] = "java..";
    allowed[rooms.length + 2] = "javax..";
    allowed[rooms.length + 3] = "org.jspecify.annotations";
    allowed[rooms.length + 4] = library;
    classes()
        .that()
        .resideInAPackage(ENGINE + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .because("the data walks a straight line from primitive to recorder to trace to analysis")
        .check(ENGINE_CLASSES);
  }

  @Test
  void arrowsPointOneWay() {
    mayUse("event");
    mayUse("control", "event");
    mayUse("record", "event", "control");
    mayUseWith("org.HdrHistogram", "analysis..", "event");
    mayUse("findings", "event", "analysis..");
    mayUse("wire", "event");
    // An export that draws what analyses found out.
    mayUse("perfetto", "event", "analysis..", "wire");
    mayUse("primitive", "event", "control", "record");
    mayUse("weave", "event", "record");
    mayUse("schedule", "event", "control", "record");
    mayUse("run", "event", "record", "primitive", "analysis", "findings", "schedule");
    mayUse("explore", "event", "control", "record", "run", "schedule", "wire");
  }

  @Test
  void noCycles() {
    slices().matching(ENGINE + "(*)..").should().beFreeOfCycles().check(ENGINE_CLASSES);
    slices().matching(ENGINE + "analysis.(*)").should().beFreeOfCycles().check(ENGINE_CLASSES);
  }

  @Test
  void primitivesWaitThroughTheSeamOnly() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE + "primitive")
        .should()
        .callMethod(Object.class, "wait")
        .because("a wait that the seam cannot see is one that no scheduler can decide")
        .check(ENGINE_CLASSES);
  }
}
