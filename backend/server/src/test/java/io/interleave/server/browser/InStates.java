package io.interleave.server.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.interleave.server.TestServer;
import io.interleave.server.client.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The states that a page can be in, and runs that go on until the test is over. */
abstract class InStates extends InChromium {

  static final String SLEEPING = "/scenarios/sleeping";
  private static final Map<String, Object> LONG = Map.of("time", 60_000);

  /** The runs, and who started them. */
  private final Map<String, String> going = new LinkedHashMap<>();

  /** Requests are refused and cut on purpose here. */
  @Override
  boolean isOfTheBrowser(String line) {
    return line.startsWith("Failed to load resource");
  }

  @AfterEach
  void stopRuns() {
    going.forEach((id, client) -> server.delete("/api/runs/" + id, Caller.HEADER, client));
    going.keySet().forEach(server::awaitEnd);
    going.clear();
  }

  void occupy() {
    String client = TestServer.client("occupant" + going.size());
    going.put(server.run("sleeping", LONG, Caller.HEADER, client), client);
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
    going.put(
        parameter(page, "run"),
        (String) page.evaluate("() => localStorage.getItem('interleave.client')"));
    return status;
  }
}
