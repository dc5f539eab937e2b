package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
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
              for (let last = ''; ;) {
                for (let i = 0; i < 20; i++) await frame();
                const now = hash();
                if (now === last) return now;
                last = now;
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
      assertThat(address(other)).isEqualTo(link);
    }
  }

  private Page withClipboard() {
    return page(
        sized(DESKTOP, ColorScheme.LIGHT)
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
    awaitNoRun(page);
    go(page, -1);
    awaitQuery(page, "run=" + first);
    Locator plain = page.locator("[data-variant=plain]");
    page.waitForCondition(() -> "true".equals(plain.getAttribute("aria-current")));
    page.locator("#status[data-status=completed]").waitFor();
    go(page, 1);
    awaitNoRun(page);
    go(page, 1);
    awaitQuery(page, "run=" + second);
    page.locator("#status[data-status=completed]").waitFor();
  }

  /** What a press, a key or an entry does, and what of the address knows it. */
  private static final List<List<String>> ACTS =
      List.of(
          List.of("panel", "press('#tab-events')"),
          List.of("panel", "key('#tab-events', 'ArrowLeft')"),
          // A panel that comes to the front by itself.
          List.of("panel", "key('.timeline-lanes', ',')"),
          List.of("at", "key('.timeline-lanes', ',')"),
          List.of("sel", "key('.timeline-lanes', ',')"),
          List.of("view", "key('.timeline-lanes', 'w')"),
          List.of("critical", "press('#critical')"),
          List.of("panel", "press('#tab-findings')"),
          List.of("finding", "press('.finding-show')"),
          List.of("speed", "enter('#speed', '2')"),
          List.of("density", "enter('#lane-density', 'compact')"),
          List.of("p.copies", "enter('[name=\"p.copies\"]', '2')"),
          List.of("variant", "press('[data-variant=global-order]')"));

  /** Acts, and says whether the parameter is another with the end of the turn. */
  private static final String KNOWN_AT_ONCE =
      """
      async (parameter) => {
        const at = (selector) => document.querySelector(selector);
        const press = (selector) => at(selector).click();
        const key = (selector, key) => at(selector).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const enter = (selector, value) => {
          at(selector).value = value;
          for (const type of ['input', 'change']) at(selector).dispatchEvent(new Event(type, { bubbles: true }));
        };
        const now = () => new URLSearchParams(location.search).get(parameter);
        const before = now();
        %s;
        await undefined;
        return now() !== before;
      }
      """;

  @Test
  void theAddressKnowsWithTheSameTurn() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock?run=" + finished("deadlock")));
    drawn(page);
    page.locator("#copy-link").waitFor();
    for (List<String> each : ACTS) {
      Object known = page.evaluate(KNOWN_AT_ONCE.formatted(each.getLast()), each.getFirst());
      assertThat(known).as("%s after %s", each.getFirst(), each.getLast()).isEqualTo(true);
    }
  }

  @Test
  void aRunThatIsStartedIsOneStepHoweverLongTheServerTakes() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update?variant=plain&mode=controlled"));
    String first = run(page);
    List<Route> held = new ArrayList<>();
    page.route("**/api/runs", held::add);
    page.locator("#run-button").click();
    page.waitForCondition(() -> !held.isEmpty());
    // It takes the address as it stands.
    page.locator("#copy-link").click();
    assertThat(parameter(page, "run")).isEqualTo(first);
    held.forEach(Route::resume);
    page.waitForFunction("run => !location.href.includes(run)", first);
    assertThat(parameter(page, "run")).isNotEmpty();
    go(page, -1);
    awaitQuery(page, "run=" + first);
  }

  private static void awaitNoRun(Page page) {
    page.waitForFunction(
        "() => !location.href.includes('run=') && document.querySelector('#status').dataset.status"
            + " === 'idle'");
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
