import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Closes a test run: which classes took longest, what was skipped and why, where what belongs to a failure was kept, and
 * how many tests there were. It fails if a test was skipped without a reason, or if docs/tests.md is no longer true.
 *
 * <p>Arguments: when the run began, as ISO instant (older reports are none of it), and whether docs/tests.md is to be
 * {@code checked}, {@code refreshed}, or {@code left} as it is. Runs on any JDK from 17.
 */
final class TestReport {

  private static final int SLOWEST = 20;
  private static final String NIGHTLY = "runs with -Pnightly";
  private static final Path TABLE = Path.of("docs/tests.md");
  private static final List<Path> MODULES =
      List.of(
          Path.of("backend/testing"),
          Path.of("backend/engine"),
          Path.of("backend/scenarios"),
          Path.of("frontend"),
          Path.of("backend/server"),
          Path.of("backend/bench"));

  /** A class of tests, or a file of them, with the checks that did not run and why. */
  private record Suite(Path module, String name, double seconds, int tests, int failed, int left, Map<String, String> skipped) {

    boolean isVitest() {
      return name.endsWith(".ts");
    }
  }

  private final Instant begun;
  private final List<Suite> suites = new ArrayList<>();

  private TestReport(Instant begun) {
    this.begun = begun;
  }

  public static void main(String[] args) throws Exception {
    TestReport report = new TestReport(Instant.parse(args[0]));
    for (Path module : MODULES) {
      report.read(module);
    }
    report.tellSlowest();
    boolean ok = report.tellSkipped();
    report.tellFailures();
    switch (args[1]) {
      case "checked" -> ok &= report.tableIsTrue();
      case "refreshed" -> Files.writeString(TABLE, report.table());
      case "left" -> {}
      default -> throw new IllegalArgumentException("docs/tests.md is to be checked, refreshed or left, not " + args[1]);
    }
    report.tellSum();
    if (!ok) {
      System.exit(1);
    }
  }

  /** JUnit's own reports have a class each, Vitest's has all of its files in one. */
  private void read(Path module) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (Path file : list(module.resolve("target/surefire-reports"))) {
      if (file.getFileName().toString().matches("TEST-.*\\.xml") && !isOld(file)) {
        NodeList found = parser.parse(file.toFile()).getElementsByTagName("testsuite");
        for (int i = 0; i < found.getLength(); i++) {
          suites.add(suite(module, (Element) found.item(i)));
        }
      }
    }
  }

  private static Suite suite(Path module, Element suite) {
    Map<String, List<Element>> tests = new TreeMap<>();
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      tests.computeIfAbsent(test.getAttribute("name").replaceAll("[({].*", ""), name -> new ArrayList<>()).add(test);
    }
    Map<String, String> skipped = new TreeMap<>();
    int left = (int) tests.values().stream().flatMap(List::stream).flatMap(TestReport::reason).count();
    tests.forEach(
        (name, each) -> {
          List<String> reasons = each.stream().flatMap(TestReport::reason).toList();
          if (!reasons.isEmpty()) {
            // Of a test with parameters, perhaps not all.
            String some = reasons.size() == each.size() ? "" : " (%d of %d)".formatted(reasons.size(), each.size());
            skipped.put(name + some, reasons.get(0));
          }
        });
    return new Suite(
        module,
        suite.getAttribute("name").replaceFirst("^io\\.interleave\\.", ""),
        Double.parseDouble(suite.getAttribute("time").replace(",", "")),
        cases.getLength(),
        Integer.parseInt(suite.getAttribute("failures")) + Integer.parseInt(suite.getAttribute("errors")),
        left,
        skipped);
  }

  private static Stream<String> reason(Element test) {
    return test.getElementsByTagName("skipped").item(0) instanceof Element skipped
        // Of one that was aborted, the reason follows the name of the exception.
        ? Stream.of(skipped.hasAttribute("message") ? skipped.getAttribute("message") : skipped.getTextContent().lines().findFirst().orElse("").replaceFirst("^[\\w.]+: ", ""))
        : Stream.empty();
  }

  private boolean isOld(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(begun);
  }

  private void tellSlowest() {
    System.out.println("\nThe " + SLOWEST + " slowest test classes, in seconds by the clock:");
    suites.stream()
        .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
        .limit(SLOWEST)
        .forEach(suite -> System.out.printf(Locale.ROOT, "%8.1f  %s%n", suite.seconds(), suite.name()));
  }

  /** Returns whether each has a reason. */
  private boolean tellSkipped() {
    long nightly = suites.stream().flatMap(suite -> suite.skipped().values().stream()).filter(TestReport::isNightly).count();
    if (nightly > 0) {
      System.out.println("\n" + nightly + " checks run with -Pnightly only: " + TABLE + " names them.");
    }
    boolean ok = true;
    for (Suite suite : suites) {
      for (Map.Entry<String, String> skipped : suite.skipped().entrySet()) {
        String reason = skipped.getValue();
        if (suite.isVitest()) {
          continue; // its own reporter has the reasons, and fails without
        }
        if (reason.isBlank() || reason.matches("(?i).*is @Disabled$")) {
          System.out.println("Skipped without a reason, which fails the build: " + suite.name() + " " + skipped.getKey());
          ok = false;
        } else if (!isNightly(reason)) {
          System.out.println("Skipped: " + suite.name() + " " + skipped.getKey() + ": " + reason);
        }
      }
    }
    return ok;
  }

  private static boolean isNightly(String reason) {
    return reason.contains(NIGHTLY);
  }

  private void tellFailures() throws IOException {
    if (failed() == 0) {
      return; // some tests are about what is kept of a failure, and leave some
    }
    for (Path module : MODULES) {
      for (Path kept : list(module.resolve("target/failures"))) {
        if (!isOld(kept)) {
          System.out.println("Kept of a failure: " + kept);
        }
      }
    }
  }

  private void tellSum() {
    int failed = failed();
    int skipped = suites.stream().mapToInt(Suite::left).sum();
    int tests = suites.stream().mapToInt(Suite::tests).sum();
    System.out.printf("%n%d passed, %d failed, %d skipped%n", tests - failed - skipped, failed, skipped);
  }

  private int failed() {
    return suites.stream().mapToInt(Suite::failed).sum();
  }

  private boolean tableIsTrue() throws IOException {
    if (Files.exists(TABLE) && Files.readString(TABLE).equals(table())) {
      return true;
    }
    System.out.println("\n" + TABLE + " is no longer true: ./mvnw verify -Dtests.table=refreshed writes it anew.");
    return false;
  }

  private String table() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Which checks run when

            Made by `./mvnw verify -Dtests.table=refreshed`; a build fails if it is no longer true. `./mvnw verify` runs every class below;
            `./mvnw verify -Pnightly` also runs what the third column names, and all random seeds. A module's part of the night runs alone with
            `./mvnw verify -Pnightly -pl MODULE -am`.

            ## Random input

            Each commit tries another share of the seeds. A seed that failed once stands in the module's `failed-seeds.txt` and runs always.

            | module | check | seeds in a build | in the night |
            |---|---|---:|---:|
            """);
    for (Path module : MODULES) {
      Map<String, String> rows = new TreeMap<>();
      Path tally = module.resolve("target/seeds.tsv");
      for (String line : Files.exists(tally) && !isOld(tally) ? Files.readAllLines(tally) : List.<String>of()) {
        String[] fields = line.split("\t");
        rows.put(fields[0], "| %s | %s | %s | %s |%n".formatted(module, fields[0], fields[1], fields[2]));
      }
      rows.values().forEach(text::append);
    }
    text.append("\n## Classes\n\n| module | class | only in the night |\n|---|---|---|\n");
    for (Path module : MODULES) {
      suites.stream()
          .filter(suite -> suite.module().equals(module))
          .sorted(Comparator.comparing(Suite::name))
          .forEach(suite -> text.append("| %s | `%s` | %s |%n".formatted(module, suite.name(), onlyInTheNight(suite))));
    }
    return text.toString();
  }

  private static String onlyInTheNight(Suite suite) {
    List<String> names =
        suite.skipped().entrySet().stream().filter(each -> isNightly(each.getValue())).map(Map.Entry::getKey).toList();
    boolean whole = !names.isEmpty() && suite.left() == suite.tests();
    return names.isEmpty() ? "" : whole ? "all of it" : "`" + String.join("`, `", names) + "`";
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
