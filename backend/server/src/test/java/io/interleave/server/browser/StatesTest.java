package io.interleave.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.interleave.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every state that a page can be in says what is going on and what one can do, sticks to its width
 * and is in order for axe; wide and light or narrow and dark in turns.
 */
class StatesTest extends InStates {

  @Override
  TestServer start() {
    return TestServer.sharedTest();
  }

  @Test
  void empty() {
    for (Page page : List.of(wide(SLEEPING), narrow(SLEEPING))) {
      assertThat(blank(page)).containsText("Press Run");
      assertThat(blank(page)).containsText("Each thread gets a lane");
      page.locator("#tab-events").click();
      assertThat(page.locator("#panel-tabs")).containsText("No events yet.");
      check(page, "state-empty-" + page.viewportSize().width);
    }
  }

  @Test
  void emptyWithoutAFile() {
    for (Page page : List.of(wide("/open"), narrow("/open"))) {
      assertThat(blank(page)).containsText("Choose a trace file");
      assertThat(page.locator("#status")).containsText("No trace yet");
      check(page, "state-no-file-" + page.viewportSize().width);
    }
  }

  @Test
  void runningAndStopped() {
    Page page = narrow(SLEEPING);
    Locator status = sleepLong(page);
    assertThat(status).hasAttribute("data-status", "running");
    assertThat(page.locator("#run-button")).hasText("Stop");
    check(page, "state-running");
    page.locator("#run-button[data-action=stop]").click();
    assertThat(status).hasAttribute("data-status", "cancelled");
    assertThat(status).containsText("Stopped");
    check(page, "state-stopped");
  }

  @Test
  void tooManyRuns() {
    Page page = wide(SLEEPING);
    page.route(
        "**/api/runs",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(429)
                    .setHeaders(
                        Map.of("Content-Type", "application/problem+json", "Retry-After", "12"))
                    .setBody(
                        "{\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\"Too many runs"
                            + " in a minute.\"}")));
    pressRun(page);
    assertThat(page.locator("#outcome")).containsText("Try again in 12 s.");
    assertThat(blank(page)).containsText("Too many runs in a minute.");
    check(page, "state-too-many");
  }

  @Test
  void serverUnreachable() {
    Page page = narrow(SLEEPING);
    page.route("**/api/runs", Route::abort);
    pressRun(page);
    assertThat(page.locator("#outcome")).containsText("The server cannot be reached.");
    assertThat(page.locator("#outcome")).containsText("press Run again");
    check(page, "state-unreachable");
  }

  @Test
  void connectionLostAndFoundAgain() {
    Page page = wide(SLEEPING);
    page.route("**/events**", Route::abort);
    Locator status = sleepLong(page);
    assertThat(status).hasAttribute("data-stream", "disconnected");
    assertThat(status).containsText("Connection lost.");
    assertThat(blank(page)).containsText("The page keeps trying");
    check(page, "state-disconnected");
    page.unroute("**/events**");
    assertThat(status).hasAttribute("data-stream", "streaming");
    drawn(page);
    assertThat(status).not().containsText("Connection lost.");
    assertThat(blank(page)).isHidden();
  }

  @Test
  void aRecordedRunOnItsWay() {
    String id = finished("counting");
    Page page = page(PHONE, ColorScheme.DARK);
    List<Route> held = new ArrayList<>();
    page.route("**/api/runs/*/trace", held::add);
    page.navigate(url("/runs/" + id));
    assertThat(blank(page)).containsText("The recorded run is on its way");
    check(page, "state-loading");
    page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);
    assertThat(blank(page)).isHidden();
  }

  @Test
  void nothingFound() {
    Page page = recorded(finished("counting"), "");
    page.locator("#tab-findings").click();
    assertThat(page.locator("#panel-tabs")).containsText("Nothing found in this run.");
    check(page, "state-no-findings");
  }

  @Test
  void noLaneIsLeft() {
    Page page = recorded(finished("counting"), "");
    page.locator(".arrange > summary").click();
    page.locator("#lane-text").fill("no such lane");
    assertThat(blank(page)).containsText("No lane is left by the filter.");
    assertThat(blank(page)).containsText("brings all lanes back");
    check(page, "state-no-lane");
    page.locator("#lanes-reset").click();
    assertThat(blank(page)).isHidden();
  }

  @Test
  void aFileThatIsNoTrace() {
    Page page = narrow("/open");
    page.locator("#trace-file")
        .setInputFiles(
            new FilePayload(
                "notes.json", "application/json", "{".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#trace-file-error")).isVisible();
    assertThat(blank(page)).containsText("Choose a trace file");
    check(page, "state-broken-trace");
  }

  @Test
  void nothingAtThatAddress() {
    for (String path : List.of("/scenarios/nothing", "/runs/nothing")) {
      for (Page page : List.of(wide(path), narrow(path))) {
        assertThat(page.locator(".error-status")).hasText("404");
        assertThat(page.locator("main a.primary")).hasText("All scenarios");
        check(page, "state-missing-" + page.viewportSize().width);
      }
    }
  }

  @Test
  void aRunThatIsNoLongerThere() {
    Page page = wide(SLEEPING + "?run=AAAAAAAAAAAA");
    assertThat(page.locator("#outcome")).containsText("This run is no longer on the server.");
    assertThat(page.locator("#outcome")).containsText("Press Run for a new one.");
    check(page, "state-gone");
  }

  @Test
  void withoutScript() {
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(PHONE, 800)
                .setJavaScriptEnabled(false));
    page.navigate(url(SLEEPING));
    assertThat(page.locator(".bench .notice")).containsText("The timeline needs JavaScript.");
    assertThat(page.locator(".story h1")).isVisible();
    assertThat(page.locator("#panel-code pre").first()).containsText("class X");
    keep(page, "state-no-script");
  }
}
