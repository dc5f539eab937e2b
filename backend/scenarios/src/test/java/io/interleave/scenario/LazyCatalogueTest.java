package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is loaded when: in a JVM of its own, which tells of each class that it loads. */
class LazyCatalogueTest {

  private static final Pattern LOADED =
      Pattern.compile("(io\\.interleave\\.[\\w.$]+) source: (.*)");
  private static final Pattern INITIALIZED =
      Pattern.compile("Initializing '(io/interleave/[^']+)'");

  /** Does with the catalogue what its first argument says. */
  static final class Main {
    public static void main(String[] args) {
      Catalogue catalogue = Catalogue.load();
      Scenario deadlock = catalogue.find("deadlock").orElseThrow();
      Variant first = deadlock.variants().getFirst();
      switch (args[0]) {
        case "load" -> {}
        case "describe" -> deadlock.prose();
        case "list" -> catalogue.listing(first.file());
        case "make" -> first.program().apply(deadlock.arguments(java.util.Map.of()));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static final String READER = "io.interleave.scenario.text.Markdown";
  private static final String LISTING = "used io.interleave.scenario.Listing";
  private static final String WEAVER = "io.interleave.engine.weave.Weaver";

  @Test
  void loadingTheCatalogueReadsNoTextNoListingAndWeavesNothing() throws Exception {
    assertThat(loaded("load"))
        .contains("io.interleave.scenarios.deadlock.Deadlock")
        .doesNotContain(READER, LISTING, WEAVER);
  }

  @Test
  void eachComesWhenItIsWanted() throws Exception {
    assertThat(loaded("describe")).contains(READER).doesNotContain(LISTING, WEAVER);
    assertThat(loaded("list")).contains(LISTING).doesNotContain(READER, WEAVER);
  }

  @Test
  void whatAProgramCallsOfItsScenarioIsWovenBeforeItRuns() throws Exception {
    assertThat(loaded("make"))
        .contains(WEAVER, "woven io.interleave.scenarios.deadlock.Deadlock")
        .doesNotContain(READER, "woven io.interleave.scenarios.lostupdate.LostUpdate");
  }

  /**
   * The names of our classes that were loaded, {@code woven} before those of the weaving loader,
   * and {@code used} before those that were initialized.
   */
  private static Set<String> loaded(String task) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:none",
                "-Xlog:class+init=info:stdout:none",
                "-cp",
                // The tests' own are modules.
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                Main.class.getName(),
                task)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    Set<String> classes =
        LOADED
            .matcher(output)
            .results()
            .map(found -> (isWoven(found.group(2)) ? "woven " : "") + found.group(1))
            .collect(Collectors.toSet());
    // The type of a lambda loads a class; to use one is more.
    INITIALIZED
        .matcher(output)
        .results()
        .forEach(found -> classes.add("used " + found.group(1).replace('/', '.')));
    return classes;
  }

  /** What comes from a file or a jar is as it was compiled. */
  private static boolean isWoven(String source) {
    return !source.contains("file:") && !source.contains("shared");
  }
}
