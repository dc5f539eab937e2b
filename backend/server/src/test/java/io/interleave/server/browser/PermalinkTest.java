package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is on screen is in the address: it opens the same elsewhere, and back and forward lead
 * through it.
 */
class PermalinkTest extends InChromium {

  /** Of the canvases, once they are drawn and stay so. */
  private static String pixels(Page page) {
    return (String)
        page.evaluate(
            """
            async () => {
              const hash = () => [...document.querySelectorAll('#timeline canvas, #strip canvas')].map((canvas) => {
                let sum = 0;
                for (const value of canvas.width === 0 || canvas.height === 0 ? [] : canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data) sum = (sum * 31 + value) | 0;
                return `${canvas.width}x${canvas.height} ${sum}`;
              }).join();
              const frame = () => new Promise((done) => requestAnimationFrame(done));
              for (let last = '', same = 0; ;) {
                await frame();
                await frame();
                const now = hash();
                same = now === last ? same + 1 : 0;
                last = now;
                if (same >= 20) return now;
              }
            }
            """);
  }

  private static List<String> attributes(Page page) {
    return List.of(
        page.locator("#timeline").getAttribute("data-events"),
        page.locator("#status").getAttribute("data-status"),
        page.locator("#outcome").getAttribute("data-goal-met"),
        page.locator(".moment").innerText(),
        page.locator("[role=tab][aria-selected=true]").getAttribute("id"),
        page.locator("#speed").inputValue(),
        String.join(" ", page.locator("#lane-list li").allInnerTexts()),
        String.valueOf(page.locator("#critical").getAttribute("aria-pressed")));
  }

  private static void press(Page page, String... keys) {
    page.locator(".timeline-lanes").focus();
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /** The copied link of a page, opened twice elsewhere, is the page again. */
  private void opensTheSame(Page page) {
    page.locator("#copy-link").click();
    page.waitForCondition(() -> page.locator("#copy-link").innerText().equals("Link copied"));
    String link = (String) page.evaluate("() => navigator.clipboard.readText()");
    page.mouse().move(2, 2);
    String seen = pixels(page);
    List<String> said = attributes(page);
    for (int i = 0; i < 2; i++) {
      Page other = page();
      other.navigate(link);
      other.waitForCondition(() -> attributes(other).equals(said));
      assertThat(pixels(other)).isEqualTo(seen);
      assertThat(other.url()).isEqualTo(link);
    }
  }

  private Page withClipboard() {
    return page(
        new Browser.NewContextOptions()
            .setViewportSize(DESKTOP, 900)
            .setPermissions(List.of("clipboard-read", "clipboard-write")));
  }

  @Test
  void aLinkToALiveRunOpensTheSameElsewhere() {
    Page page = withClipboard();
    page.navigate(url("/scenarios/mutex-contention?p.threads=5"));
    run(page);
    press(page, "w", "w", "d", ".", ",", "Shift+ArrowRight", "Shift+ArrowRight", "c");
    press(page, "n", "ArrowDown", "p", "End", "Alt+ArrowUp", "n");
    page.locator("#speed").selectOption("2×");
    page.locator(".arrange > summary").click();
    page.locator("#lane-density").selectOption("comfortable");
    page.keyboard().press("Escape");
    page.locator(".timeline-scroll").evaluate("e => e.scrollTop = 70");
    awaitQuery(page, "top=");
    opensTheSame(page);
  }

  @Test
  void aLinkToAMarkedFindingOfAControlledRunOpensTheSameElsewhere() {
    Page page = withClipboard();
    page.navigate(url("/scenarios/lost-update?variant=plain&mode=controlled&strategy=round-robin"));
    run(page);
    page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Findings")).click();
    page.locator(".finding-event").first().click();
    awaitQuery(page, "finding=");
    opensTheSame(page);
    press(page, "f");
    awaitQuery(page, "follow=fit");
    opensTheSame(page);
  }

  @Test
  void backAndForwardLeadThroughRunsVariantsFindingsAndPanels() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update?variant=plain&mode=controlled&strategy=round-robin"));
    String first = run(page);
    page.locator("#tab-events").click();
    awaitQuery(page, "panel=events");
    // Panning is no step of its own.
    press(page, "w", "a");
    awaitQuery(page, "view=");
    page.locator("#tab-findings").click();
    awaitQuery(page, "panel=findings");
    go(page, -1);
    page.waitForCondition(
        () -> "true".equals(page.locator("#tab-events").getAttribute("aria-selected")));
    go(page, 1);
    page.waitForCondition(
        () -> "true".equals(page.locator("#tab-findings").getAttribute("aria-selected")));
    page.locator("[data-variant=lock]").click();
    awaitQuery(page, "variant=lock");
    String second = run(page);
    assertThat(second).isNotEqualTo(first);
    go(page, -1);
    page.waitForCondition(() -> !page.url().contains("run=") && "idle".equals(status(page)));
    go(page, -1);
    page.waitForCondition(() -> page.url().contains("run=" + first));
    Locator plain = page.locator("[data-variant=plain]");
    page.waitForCondition(() -> "true".equals(plain.getAttribute("aria-current")));
    page.waitForCondition(() -> "completed".equals(status(page)));
    go(page, 1);
    page.waitForCondition(() -> !page.url().contains("run=") && "idle".equals(status(page)));
    go(page, 1);
    page.waitForCondition(() -> page.url().contains("run=" + second));
    page.waitForCondition(() -> "completed".equals(status(page)));
  }

  /** Without waiting for a load: where the run is the same, there is none. */
  private static void go(Page page, int by) {
    page.evaluate("by => { setTimeout(() => history.go(by)); }", by);
  }

  @Test
  void whatMakesNoSenseInAnAddressIsPassedOver() {
    String id = finished("mutex-contention");
    Page page =
        recorded(
            id,
            "pin=x9,t99,o1&move=t1,zz.t2&turn=g77&density=huge&sort=7&at=99999&sel=9-9&finding=88&range=5-2&speed=11&top=t900.4&lanes=&events=%00");
    page.waitForCondition(() -> lanes(page).getFirst().equals("o1"));
    assertThat(lanes(page)).contains("t1", "t2");
  }
}
