package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finding things, and the keys and drags that lead to a place. */
class SearchTest extends InChromium {

  private String id;

  @BeforeAll
  void aRun() {
    id = finished("lost-update");
  }

  private static String found(Page page) {
    return page.locator("#find-result").innerText();
  }

  @Test
  void goesThroughLanesFindingsAndEventsAndBack() {
    Page page = recorded(id, "");
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("/");
    Locator field = page.locator("#find");
    page.waitForCondition(() -> (Boolean) field.evaluate("e => e === document.activeElement"));
    page.keyboard().type("counter");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> found(page).startsWith("counter, 1 of 1"));
    Locator lane = page.locator("#lane-list [aria-selected=true]");
    page.waitForCondition(() -> lane.count() == 1);
    assertThat(lane.innerText()).startsWith("counter");
    field.fill("data race");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> found(page).startsWith("Data race, 1 of"));
    awaitQuery(page, "finding=");
    field.fill("var.write");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> found(page).startsWith("var.write, event "));
    String first = found(page);
    String seq = first.replaceAll("\\D", "");
    awaitQuery(page, "at=" + seq);
    page.keyboard().press("Enter");
    page.waitForCondition(() -> found(page).startsWith("var.write") && !found(page).equals(first));
    page.keyboard().press("Shift+Enter");
    page.waitForCondition(() -> found(page).equals(first));
    field.fill("nobody is called this");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> found(page).startsWith("Nothing"));
    assertThat(field.getAttribute("aria-invalid")).isEqualTo("true");
  }

  @Test
  void theOverviewZoomsWhereItIsDragged() {
    Page page = recorded(id, "");
    BoundingBox strip = page.locator(".timeline-overview").boundingBox();
    page.mouse().move(strip.x + 600, strip.y + 12);
    page.mouse().down();
    page.mouse().move(strip.x + 700, strip.y + 12);
    page.mouse().up();
    awaitQuery(page, "view=");
    page.keyboard().press("f");
    page.waitForFunction("() => !location.href.includes('view=')");
  }

  @Test
  void aSelectionSurvivesZooming() {
    Page page = recorded(id, "sel=1-1");
    page.locator(".timeline-lanes").focus();
    for (String key : new String[] {"w", "w", "a", "s", "ArrowRight", "ArrowLeft", "d"}) {
      page.keyboard().press(key);
    }
    awaitQuery(page, "view=");
    awaitQuery(page, "sel=1-1");
  }

  @Test
  void theHelpListsTheKeys() {
    Page page = recorded(id, "");
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("?");
    Locator help = page.locator("dialog.help");
    help.waitFor();
    assertThat(help.locator("kbd").allInnerTexts())
        .contains(
            "W", "S", "A", "D", "F", "L", "N", "C", "/", "?", "[", "]", ",", ".", "<", ">", "Space",
            "Esc");
    page.keyboard().press("Escape");
    assertThat(help.isVisible()).isFalse();
  }
}
