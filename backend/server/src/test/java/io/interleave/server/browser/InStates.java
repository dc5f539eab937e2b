package io.interleave.server.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The states that a page can be in, and runs that go on until the test is over. */
abstract class InStates extends InChromium {

  static final String SLEEPING = "/scenarios/sleeping";
  private static final Map<String, Object> LONG = Map.of("time", 60_000);

  private final List<String> going = new ArrayList<>();

  /** Requests are refused and cut on purpose here. */
  @Override
  boolean isOfTheBrowser(String line) {
    return line.startsWith("Failed to load resource");
  }

  @AfterEach
  void stopRuns() {
    going.forEach(id -> server.delete("/api/runs/" + id));
    going.forEach(server::awaitEnd);
    going.clear();
  }

  void occupy() {
    going.add(server.run("sleeping", LONG));
  }

  Page wide(String path) {
    Page page = page();
    page.navigate(url(path));
    return page;
  }

  Page narrow(String path) {
    Page page = page(PHONE, ColorScheme.DARK);
    page.navigate(url(path));
    return page;
  }

  static Locator blank(Page page) {
    return page.locator(".timeline-empty");
  }

  static Locator pressRun(Page page) {
    Locator button = page.locator("#run-button[data-action=run]:enabled");
    button.click();
    return page.locator("#status");
  }

  /** Starts what sleeps for long, and ends it with the test. */
  Locator sleepLong(Page page) {
    page.locator("#p-time").fill("60000");
    Locator status = pressRun(page);
    awaitQuery(page, "run=");
    going.add(parameter(page, "run"));
    return status;
  }
}
