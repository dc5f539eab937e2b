package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.interleave.server.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * A server and a browser, both shared with other classes; whatever a page logs as an error fails
 * the test. Others may start runs at the same time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InChromium {

  static final int DESKTOP = 1440;
  static final int PHONE = 360;

  /** The runs that are over and that nobody changes, by the request that made them. */
  private static final Map<String, String> RECORDED = new ConcurrentHashMap<>();

  @RegisterExtension final Evidence evidence = new Evidence(this);

  TestServer server;

  @BeforeAll
  void open() {
    server = start();
  }

  /** The server with the scenarios of the catalogue. */
  TestServer start() {
    return TestServer.shared();
  }

  Page page() {
    return page(DESKTOP, ColorScheme.LIGHT);
  }

  Page page(int width, ColorScheme scheme) {
    return page(sized(width, scheme));
  }

  static Browser.NewContextOptions sized(int width, ColorScheme scheme) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, width == PHONE ? 800 : 900)
        .setColorScheme(scheme);
  }

  Page page(Browser.NewContextOptions options) {
    BrowserContext context = Browsers.here().newContext(options);
    context.setDefaultTimeout(Browsers.PATIENCE_MS);
    Page page = context.newPage();
    evidence.of(page);
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
    Page page = page(sized(width, scheme).setOffline(true));
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(file.toUri().toString());
    drawn(page);
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
    awaitOver(page);
    return parameter(page, "run");
  }

  static void awaitOver(Page page) {
    page.waitForFunction(
        "() =>"
            + " !/^(idle|queued|running|connecting)$/.test(document.querySelector('#status').dataset.status)");
  }

  /** Where the page stands, as a person who copies its address would have it now. */
  static String address(Page page) {
    return (String) page.evaluate("() => location.href");
  }

  /** A parameter of the page's address; empty if it is not there. */
  static String parameter(Page page, String name) {
    return (String)
        page.evaluate("name => new URLSearchParams(location.search).get(name) ?? ''", name);
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
    page.waitForFunction("() => document.querySelector('#lane-list li') !== null");
    return page;
  }

  /** A live run that is over, the same for all who ask. */
  String finished(String scenario) {
    return finished(scenario, Map.of());
  }

  String finished(String scenario, Map<String, Object> parameters) {
    return finished(Map.of("scenario", scenario, "parameters", parameters));
  }

  /** A run of what is asked for that is over, the same for all who ask. */
  String finished(Map<String, Object> request) {
    String body = TestServer.JSON.writeValueAsString(new TreeMap<>(request));
    return RECORDED.computeIfAbsent(
        server.port() + body,
        _ -> {
          String id = server.created("/api/runs", body).get("id").asString();
          server.awaitEnd(id);
          return id;
        });
  }

  /** Waits until each timeline on the page has events, and its list of lanes, which comes later. */
  static void drawn(Page page) {
    page.waitForFunction(
        """
        () => {
          const timelines = [...document.querySelectorAll('.timeline')];
          return timelines.length > 0 && timelines.every((one) => +(one.dataset.events ?? 0) > 0 && one.querySelector('.lane-list li'));
        }
        """);
  }

  /** The keys of the lanes, from top to bottom, all of one moment. */
  static List<String> lanes(Page page) {
    String keys =
        (String)
            page.evaluate(
                "() => [...document.querySelectorAll('#lane-list li')].map(l =>"
                    + " l.dataset.lane).join()");
    return List.of(keys.split(","));
  }

  static void awaitLanes(Page page, List<String> expected) {
    page.waitForCondition(() -> lanes(page).equals(expected));
  }

  static void awaitQuery(Page page, String part) {
    page.waitForFunction("part => location.href.includes(part)", part);
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

  /** What a trace has found of threads that can never go on. */
  static JsonNode deadlock(List<JsonNode> lines) {
    for (JsonNode finding : lines.getLast().get("findings")) {
      if (finding.get("type").asString().equals("deadlock")) {
        return finding;
      }
    }
    throw new AssertionError("no deadlock among " + lines.getLast());
  }

  /** Keeps a picture of the page beside the test results. */
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots", name + ".png"))
            .setFullPage(false));
  }

  static String named(String state, int width, ColorScheme scheme) {
    return state + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Keeps a picture of a state; nothing sticks out. A build has axe look at each state once, at
   * some wide and at others narrow; a nightly one every time.
   */
  static void check(Page page, String state, int width, ColorScheme scheme) {
    String name = named(state, width, scheme);
    boolean chosen = Math.floorMod(state.hashCode(), 2) == (width == DESKTOP ? 0 : 1);
    if (chosen || Boolean.getBoolean("nightly")) {
      check(page, name);
    } else {
      keep(page, name);
      fits(page, name);
    }
  }

  /** Keeps a picture; nothing sticks out, and axe finds nothing. */
  static void check(Page page, String name) {
    keep(page, name);
    fits(page, name);
    assertThat(Axe.violations(page)).as(name).isEmpty();
  }

  /** Nothing sticks out. */
  static void fits(Page page, String name) {
    int scroll = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
    assertThat(scroll).as(name + " fits its width").isLessThanOrEqualTo(page.viewportSize().width);
  }
}
