package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.interleave.server.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;

/**
 * The server with its real scenarios, and a browser; whatever the page logs as an error fails the
 * test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InChromium {

  static final int DESKTOP = 1440;
  static final int PHONE = 360;

  @TempDir static Path data;

  private Playwright playwright;
  private Browser browser;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  TestServer server;

  @BeforeAll
  void open() {
    server = start();
    playwright = Browsers.playwright();
    browser = Browsers.launch(playwright);
  }

  TestServer start() {
    return TestServer.startReal(data, properties());
  }

  /** Properties of the server, beside those of all tests. */
  String[] properties() {
    return new String[0];
  }

  @AfterAll
  void close() {
    browser.close();
    playwright.close();
    server.close();
  }

  @AfterEach
  void noErrors() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> seen = List.copyOf(errors);
    errors.clear();
    assertThat(seen).as("errors on the page").isEmpty();
  }

  Page page() {
    return page(DESKTOP, ColorScheme.LIGHT);
  }

  Page page(int width, ColorScheme scheme) {
    return page(
        new Browser.NewContextOptions()
            .setViewportSize(width, width == PHONE ? 800 : 900)
            .setColorScheme(scheme));
  }

  Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    contexts.add(context);
    Page page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isOfTheBrowser(message.text())) {
            errors.add(message.text());
          }
        });
    return page;
  }

  /**
   * A refused request is answered on the page; the browser's own line about it is no error of ours.
   */
  boolean isOfTheBrowser(String line) {
    return line.contains("status of 400");
  }

  /** A page in a file, in a browser that reaches nobody, as soon as it has drawn its run. */
  Page alone(Path file, int width, ColorScheme scheme) {
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == PHONE ? 800 : 900)
                .setColorScheme(scheme)
                .setOffline(true));
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(file.toUri().toString());
    page.locator("#timeline[data-events]:not([data-events='0'])").waitFor();
    assertThat(asked)
        .as("requests of a page by itself")
        // A worker is made of what the page has.
        .allMatch(url -> url.matches("(file|data|blob):.*"));
    return page;
  }

  String url(String path) {
    return server.uri(path).toString();
  }

  /** Presses Run and waits for the end; returns the run's id. */
  String run(Page page) {
    page.locator("#run-button[data-action=run]:enabled").click();
    page.waitForCondition(() -> !status(page).matches("idle|queued|running|connecting"));
    page.waitForCondition(() -> page.url().contains("run="));
    String query = page.url().substring(page.url().indexOf("run=") + 4);
    return query.split("&")[0];
  }

  static String status(Page page) {
    return page.locator("#status").getAttribute("data-status");
  }

  static Locator lane(Page page, String name) {
    return page.locator("#lane-list li")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first();
  }

  /** The page of a recorded run, with the run in it. */
  Page recorded(String id, String query) {
    Page page = page();
    page.navigate(url("/runs/" + id + (query.isEmpty() ? "" : "?" + query)));
    page.waitForCondition(() -> page.locator("#lane-list li").count() > 0);
    return page;
  }

  /** A run that is over. */
  String finished(String scenario) {
    String id = server.run(scenario, Map.of());
    server.awaitEnd(id);
    return id;
  }

  /** The keys of the lanes, from top to bottom, all of one moment. */
  static List<String> lanes(Page page) {
    String keys =
        (String)
            page.evaluate(
                "() => [...document.querySelectorAll('#lane-list li')].map(l => l.dataset.lane).join()");
    return List.of(keys.split(","));
  }

  static void awaitLanes(Page page, List<String> expected) {
    page.waitForCondition(() -> lanes(page).equals(expected));
  }

  static void awaitQuery(Page page, String part) {
    page.waitForCondition(() -> page.url().contains(part));
  }

  /** The events of a run, from the neutral export. */
  List<JsonNode> events(String id) {
    List<JsonNode> lines = lines(id);
    return lines.subList(1, lines.size() - 1);
  }

  /** All lines of the neutral export. */
  List<JsonNode> lines(String id) {
    String ndjson =
        server.get("/api/runs/" + id + "/trace", "Accept", "application/x-ndjson").body();
    return Stream.of(ndjson.split("\n")).map(line -> TestServer.JSON.readTree(line)).toList();
  }

  /** Keeps a picture of the page beside the test results. */
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots", name + ".png"))
            .setFullPage(false));
  }

  /** Wide and narrow, light and dark. */
  static Stream<Arguments> looks() {
    return Stream.of(DESKTOP, PHONE)
        .flatMap(
            width ->
                Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                    .map(scheme -> Arguments.of(width, scheme)));
  }

  static String named(String state, int width, ColorScheme scheme) {
    return state + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
  }

  /** Keeps a picture; nothing sticks out, and axe finds nothing. */
  static void check(Page page, String name) {
    keep(page, name);
    int scroll = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
    assertThat(scroll).as(name + " fits its width").isLessThanOrEqualTo(page.viewportSize().width);
    AxeResults results =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(results.getViolations())
        .as(name)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
        .isEmpty();
  }
}
