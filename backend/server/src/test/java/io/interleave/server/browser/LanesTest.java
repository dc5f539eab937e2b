package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.MouseButton;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lanes in groups, on top, hidden, filtered and moved, by mouse and by keyboard. */
class LanesTest extends InChromium {

  /** The mutex run has the lanes t1 to t5, a lock o5, its accounts o1 to o4, and a sign o6. */
  private static final List<String> ALL =
      List.of("t1", "t2", "t3", "t4", "t5", "o5", "o1", "o2", "o3", "o4", "o6");

  private String id;

  @BeforeAll
  void aRun() {
    id = finished("mutex-contention");
  }

  private static void open(Page page) {
    page.locator(".arrange > summary").click();
  }

  /** Where a lane's name is, in the middle of its lane. */
  private static double middle(Page page, String lane) {
    BoundingBox canvas = page.locator(".timeline-lanes").boundingBox();
    Locator menu = page.locator(".lane-menu");
    for (double y = canvas.y + 26; y < canvas.y + canvas.height; y += 4) {
      page.mouse()
          .click(
              canvas.x + 60,
              y,
              new com.microsoft.playwright.Mouse.ClickOptions().setButton(MouseButton.RIGHT));
      String named = menu.isVisible() ? menu.getAttribute("aria-label") : "";
      page.keyboard().press("Escape");
      if (named.endsWith(" " + lane)) {
        return y + 4;
      }
    }
    throw new AssertionError("no lane " + lane);
  }

  private static Locator list(Page page) {
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("n");
    Locator list = page.locator("#lane-list");
    page.waitForCondition(() -> list.getAttribute("aria-activedescendant") != null);
    return list;
  }

  private static String said(Page page) {
    return page.locator(".lane-said").innerText();
  }

  @Test
  void groupsCloseAndOpenByKeyboardAndTheAddressKnows() {
    Page page = recorded(id, "");
    awaitLanes(page, ALL);
    open(page);
    page.locator("#lane-grouping").selectOption("all");
    awaitQuery(page, "group=all");
    page.keyboard().press("Escape");
    page.waitForCondition(() -> lanes(page).contains("g2"));
    assertThat(page.locator("#lane-list [data-group=g2]").innerText())
        .contains("clerk")
        .contains("4");
    list(page);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowLeft");
    page.waitForCondition(() -> !lanes(page).contains("t3"));
    assertThat(said(page)).contains("clerk");
    assertThat(page.locator("#lane-list [data-group=g2]").getAttribute("aria-expanded"))
        .isEqualTo("false");
    awaitQuery(page, "turn=g2");
    page.reload();
    page.waitForCondition(() -> lanes(page).contains("g2"));
    assertThat(lanes(page)).doesNotContain("t3");
    list(page);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowRight");
    page.waitForCondition(() -> lanes(page).contains("t3"));
  }

  @Test
  void aGroupOpensByAPressOnItsNameAndShowsWaitsWhileClosed() {
    Page page = recorded(id, "group=all&turn=g2");
    page.waitForCondition(() -> lanes(page).contains("g2"));
    double y = middle(page, "clerk");
    BoundingBox canvas = page.locator(".timeline-lanes").boundingBox();
    Object blocked =
        page.evaluate(
            """
            ([y]) => {
              const probe = document.body.appendChild(document.createElement('i'));
              probe.style.color = 'var(--state-blocked)';
              const wanted = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
              const canvas = document.querySelector('.timeline-lanes');
              const pixels = canvas.getContext('2d').getImageData(160, y - 20, canvas.width - 170, 40).data;
              let count = 0;
              for (let i = 0; i < pixels.length; i += 4) if (wanted.every((v, j) => Math.abs(v - pixels[i + j]) < 4)) count++;
              probe.remove();
              return count;
            }
            """,
            List.of(y - canvas.y));
    assertThat((Integer) blocked).as("waits of the members").isGreaterThan(100);
    page.mouse().click(canvas.x + 40, y);
    page.waitForCondition(() -> lanes(page).contains("t3"));
  }

  @Test
  void aLaneStaysOnTop() {
    Page page = recorded(id, "density=comfortable");
    list(page);
    page.keyboard().press("End");
    page.keyboard().press("p");
    page.waitForCondition(() -> lanes(page).getFirst().equals("o6"));
    assertThat(said(page)).contains("on top");
    awaitQuery(page, "pin=o6");
    double before = middle(page, "account at the ledger");
    page.locator(".timeline-scroll").evaluate("e => e.scrollTop = 500");
    awaitQuery(page, "top=");
    assertThat(middle(page, "account at the ledger")).isEqualTo(before);
    page.reload();
    page.waitForCondition(
        () -> lanes(page).size() == ALL.size() && lanes(page).getFirst().equals("o6"));
    list(page);
    page.keyboard().press("Home");
    page.keyboard().press("P");
    awaitLanes(page, ALL);
  }

  @Test
  void theMenuOfALaneWorksByMouseAndByKeys() {
    Page page = recorded(id, "");
    Locator menu = page.locator(".lane-menu");
    double y = middle(page, "clerk 2");
    page.mouse().click(page.locator(".timeline-lanes").boundingBox().x + 60, y);
    menu.waitFor();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Escape");
    assertThat(menu.isVisible()).isFalse();
    page.mouse().click(page.locator(".timeline-lanes").boundingBox().x + 60, y);
    menu.locator("[data-action=hide]").click();
    page.waitForCondition(() -> !lanes(page).contains("t3"));
    awaitQuery(page, "hide=t3");
    open(page);
    page.locator("#lanes-unhide").click();
    awaitLanes(page, ALL);
    page.keyboard().press("Escape");
    list(page);
    page.keyboard().press("Enter");
    menu.waitFor();
    assertThat(menu.getAttribute("aria-label")).endsWith("main");
    page.locator(".lane-menu [data-action=down]").press("Enter");
    awaitLanes(page, List.of("t2", "t1", "t3", "t4", "t5", "o5", "o1", "o2", "o3", "o4", "o6"));
  }

  @Test
  void lanesAreMovedByDragAndByKeys() {
    Page page = recorded(id, "");
    double from = middle(page, "clerk 4");
    double to = middle(page, "clerk 1");
    double x = page.locator(".timeline-lanes").boundingBox().x + 60;
    page.mouse().move(x, from);
    page.mouse().down();
    page.mouse().move(x, (from + to) / 2);
    page.mouse().move(x, to - 4);
    page.mouse().up();
    awaitLanes(page, List.of("t1", "t5", "t2", "t3", "t4", "o5", "o1", "o2", "o3", "o4", "o6"));
    awaitQuery(page, "move=t5.t2");
    list(page);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Alt+ArrowUp");
    page.waitForCondition(() -> lanes(page).getFirst().equals("t5"));
    assertThat(said(page)).contains("clerk 4").contains("main");
    awaitQuery(page, "move=t5.t1");
    page.reload();
    page.waitForCondition(
        () -> lanes(page).size() == ALL.size() && lanes(page).getFirst().equals("t5"));
  }

  @Test
  void lanesAreFilteredAndSorted() {
    Page page = recorded(id, "");
    open(page);
    page.locator("#lane-text").fill("clerk");
    awaitLanes(page, List.of("t2", "t3", "t4", "t5"));
    assertThat(page.locator("#lanes-shown").innerText()).contains("4").contains("11");
    page.locator("#lane-text").fill("");
    page.locator("#lane-only").selectOption("contended");
    page.waitForCondition(() -> lanes(page).contains("o5") && !lanes(page).contains("t1"));
    assertThat(lanes(page)).doesNotContain("o1");
    page.locator("#lane-only").selectOption("all");
    page.locator(".arrange-kinds [name=threads]").uncheck();
    page.waitForCondition(() -> lanes(page).getFirst().equals("o5"));
    awaitQuery(page, "without=threads");
    page.locator("#lanes-reset").click();
    awaitLanes(page, ALL);
    page.locator("#lane-sort").selectOption("name");
    page.waitForCondition(() -> lanes(page).getFirst().equals("t2"));
    assertThat(lanes(page).get(5)).isEqualTo("o6");
    awaitQuery(page, "sort=name");
  }

  @Test
  void compactLanesAreLowerAndComfortableOnesHigher() {
    Page page = recorded(id, "");
    open(page);
    Locator space = page.locator(".timeline-space");
    double usual = space.boundingBox().height;
    page.locator("#lane-density").selectOption("comfortable");
    page.waitForCondition(() -> space.boundingBox().height > usual);
    page.locator("#lane-density").selectOption("compact");
    page.waitForCondition(() -> space.boundingBox().height < usual);
    assertThat(space.boundingBox().height)
        .isLessThanOrEqualTo(page.locator(".timeline-scroll").boundingBox().height);
  }

  @Test
  void onlyTheLanesOfTheSelectionAreLeft() {
    Page page = recorded(id, "panel=events&sel=3-12&at=12");
    open(page);
    page.locator("#lane-only").selectOption("chosen");
    page.waitForCondition(() -> !lanes(page).contains("o1"));
    assertThat(lanes(page)).contains("t3").doesNotContain("t5");
    awaitQuery(page, "only=chosen");
  }

  @InLooks
  void looksWell(int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    page.navigate(url("/runs/" + id + "?group=all&turn=g2&pin=o5"));
    page.waitForCondition(() -> lanes(page).contains("g2"));
    check(page, "lanes", width, scheme);
    open(page);
    check(page, "lanes-form", width, scheme);
    page.keyboard().press("Escape");
    list(page);
    page.keyboard().press("Enter");
    check(page, "lanes-menu", width, scheme);
  }
}
