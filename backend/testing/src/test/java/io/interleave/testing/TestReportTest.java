package io.interleave.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that closes a test run, {@code .mvn/TestReport.java}, over reports made up here. */
class TestReportTest {

  private static final Path PROGRAM =
      Path.of("../../.mvn/TestReport.java").toAbsolutePath().normalize();
  private static final String BEGUN = "2026-01-01T00:00:00Z";

  @TempDir static Path classes;
  @TempDir Path folder;

  private record Result(int exit, String text) {}

  /** The build starts it from source, which would take a second for each run here. */
  @BeforeAll
  static void compile() {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), PROGRAM.toString());
    assertThat(result).isZero();
  }

  private Result run(String table) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                "TestReport",
                BEGUN,
                table)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text);
  }

  private void report(String name, String... cases) throws IOException {
    Path reports =
        Files.createDirectories(folder.resolve("backend/engine/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-" + name + ".xml"),
        "<testsuite name='io.interleave.engine.%s' time='1,234.5' failures='0' errors='0'>%s</testsuite>"
            .formatted(name, String.join("", cases)));
  }

  private static String passed(String name) {
    return "<testcase name='" + name + "' time='0'/>";
  }

  private static String skipped(String name, String reason) {
    return "<testcase name='%s' time='0'><skipped message='%s'/></testcase>"
        .formatted(name, reason);
  }

  @Test
  void aRunEndsWithTheSlowestClassesAndItsSum() throws Exception {
    report("OrderTest", passed("one"), passed("two"));

    Result result = run("left");

    assertThat(result.text()).contains("1234.5  engine.OrderTest");
    assertThat(result.text().lines().toList().getLast()).isEqualTo("2 passed, 0 failed, 0 skipped");
    assertThat(result.exit()).isZero();
  }

  @Test
  void whoSkipsSaysWhy() throws Exception {
    report("OrderTest", skipped("one", "no such system here"), passed("two"));
    Result told = run("left");
    assertThat(told.text()).contains("Skipped: engine.OrderTest one: no such system here");
    assertThat(told.exit()).isZero();

    report(
        "OrderTest",
        "<testcase name='one' time='0'><skipped type='a.b.Aborted'>a.b.Aborted: not here\n at x</skipped></testcase>");
    assertThat(run("left").text()).contains("Skipped: engine.OrderTest one: not here\n");

    report("OrderTest", skipped("one", ""), passed("two"));
    Result silent = run("left");
    assertThat(silent.text()).contains("Skipped without a reason", "engine.OrderTest one");
    assertThat(silent.exit()).isEqualTo(1);

    report("OrderTest", skipped("one", "void OrderTest.one() is @Disabled"), passed("two"));
    assertThat(run("left").exit()).isEqualTo(1);
  }

  @Test
  void theTableOfWhatRunsWhenIsHeldToTheRun() throws Exception {
    Files.createDirectories(folder.resolve("docs"));
    report("OrderTest", skipped("long", Nightly.REASON), passed("short"));
    report("WholeTest", skipped("long", Nightly.REASON));
    Files.writeString(folder.resolve("backend/engine/target/seeds.tsv"), "sums\t50\t5000\n");
    assertThat(run("checked").exit()).isEqualTo(1);

    assertThat(run("refreshed").exit()).isZero();
    assertThat(Files.readString(folder.resolve("docs/tests.md")))
        .contains(
            "| backend/engine | sums | 50 | 5000 |",
            "| backend/engine | `engine.OrderTest` | `long` |",
            "| backend/engine | `engine.WholeTest` | all of it |");
    assertThat(run("checked").exit()).isZero();

    report("OrderTest", passed("long"), passed("short"));
    assertThat(run("checked").text()).contains("docs/tests.md is no longer true");
  }

  @Test
  void reportsOfEarlierRunsDoNotCount() throws Exception {
    report("OrderTest", passed("one"));
    Files.setLastModifiedTime(
        folder.resolve("backend/engine/target/surefire-reports/TEST-OrderTest.xml"),
        FileTime.from(Instant.parse("2025-12-31T00:00:00Z")));
    assertThat(run("left").text()).endsWith("\n0 passed, 0 failed, 0 skipped\n");
  }
}
