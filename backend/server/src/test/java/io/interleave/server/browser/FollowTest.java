package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.interleave.server.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that goes on: followed, held, looked back into, and followed again. */
class FollowTest extends InChromium {

  private static int events(Page page) {
    return Integer.parseInt(page.locator("#timeline").getAttribute("data-events"));
  }

  private static int at(Page page) {
    return Integer.parseInt(page.locator(".moment").innerText().replaceAll(".* ", ""));
  }

  @Override
  TestServer start() {
    return TestServer.sharedTest();
  }

  /** A run that goes on until it is stopped, with its first events on the page. */
  private Page running() {
    Page page = page();
    page.navigate(url("/scenarios/ticking?p.rounds=1000000&p.time=30"));
    page.locator("#run-button[data-action=run]:enabled").click();
    page.waitForCondition(() -> events(page) > 40);
    assertThat(page.locator("#follow").getAttribute("aria-pressed")).isEqualTo("true");
    return page;
  }

  private static List<String> states(Page page) {
    return page.locator("#lane-list li").allInnerTexts();
  }

  @Test
  void thePictureIsHeldWhileTheRunGoesOnAndReturnsToTheLiveEdge() {
    Page page = running();
    page.locator(".timeline-lanes").focus();
    page.keyboard().press(" ");
    page.waitForCondition(
        () -> "false".equals(page.locator("#follow").getAttribute("aria-pressed")));
    awaitQuery(page, "at=");
    int held = at(page);
    // The list of lanes is told a little later than the number.
    page.keyboard().press(",");
    page.waitForCondition(() -> at(page) == held - 1);
    page.keyboard().press(".");
    page.waitForCondition(() -> at(page) == held);
    int before = events(page);
    page.waitForCondition(() -> events(page) > before);
    List<String> then = states(page);
    int later = events(page);
    page.waitForCondition(() -> events(page) > later);
    assertThat(states(page)).as("what the lanes say at the playhead").isEqualTo(then);
    assertThat(at(page)).isEqualTo(held);
    page.keyboard().press("l");
    page.waitForCondition(() -> at(page) > held);
    Locator follow = page.locator("#follow");
    page.waitForCondition(() -> "true".equals(follow.getAttribute("aria-pressed")));
    stop(page);
  }

  private static void stop(Page page) {
    page.locator("#run-button[data-action=stop]").click();
    page.waitForCondition(() -> !"running".equals(status(page)));
  }

  @Test
  void theButtonLeadsBackAndTheEndIsSeen() {
    Page page = running();
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("w");
    Locator follow = page.locator("#follow");
    page.waitForCondition(() -> "false".equals(follow.getAttribute("aria-pressed")));
    follow.click();
    page.waitForCondition(() -> "true".equals(follow.getAttribute("aria-pressed")));
    awaitQuery(page, "follow=tail");
    stop(page);
    page.waitForCondition(() -> at(page) == events(page));
  }

  @Test
  void aRunCanBeStopped() {
    Page page = running();
    page.locator("#run-button[data-action=stop]:enabled").click();
    page.locator("#status[data-status=cancelled]").waitFor();
  }

  @Test
  void thePictureGrowsWhileTheProgramRuns() {
    Page page = running();
    int early = events(page);
    page.waitForCondition(() -> events(page) > early);
    assertThat(status(page)).isEqualTo("running");
    stop(page);
    assertThat(events(page)).isGreaterThan(early);
  }
}
