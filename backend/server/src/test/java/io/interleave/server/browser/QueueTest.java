package io.interleave.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.interleave.server.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page says of a server that has no room: one runs, one waits. */
class QueueTest extends InStates {

  @TempDir static Path data;

  @Override
  TestServer start() {
    return TestServer.start(
        data,
        "interleave.limits.live-runs=1",
        "interleave.limits.queue-length=1",
        "interleave.limits.run-duration=5m");
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void inTheQueue() {
    occupy();
    Page page = wide(SLEEPING);
    Locator status = sleepLong(page);
    assertThat(status).hasAttribute("data-status", "queued");
    assertThat(blank(page)).containsText("In the queue");
    assertThat(blank(page)).containsText("Stop gives the place up");
    check(page, "state-queued");
  }

  @Test
  void queueFull() {
    occupy();
    occupy();
    Page page = narrow(SLEEPING);
    pressRun(page);
    assertThat(page.locator("#outcome")).hasAttribute("data-kind", "problem");
    assertThat(page.locator("#outcome")).containsText("Try again in 5 s.");
    assertThat(page.locator("#run-button")).isEnabled();
    check(page, "state-queue-full");
  }
}
