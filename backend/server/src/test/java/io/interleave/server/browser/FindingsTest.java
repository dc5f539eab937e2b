package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what was found to the lines of source, and from a wait to whoever was in its way. */
class FindingsTest extends InChromium {

  private static Locator tab(Page page, String name) {
    return page.locator("[role=tab]", new Page.LocatorOptions().setHasText(name));
  }

  /** A run that loses updates: one thread at a time, and each reads before the others write. */
  private Page lostUpdate(int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    page.navigate(url("/scenarios/lost-update?variant=plain&mode=controlled&strategy=round-robin"));
    run(page);
    tab(page, "Findings").click();
    return page;
  }

  @Test
  void twoClicksLeadFromARaceToBothOfItsLines() {
    Page page = lostUpdate(DESKTOP, ColorScheme.LIGHT);
    Locator race = page.locator(".finding[data-type=data-race]").first();
    Locator buttons = race.locator(".finding-event");
    assertThat(buttons.count()).isEqualTo(2);
    List<String> shown = new ArrayList<>();
    for (Locator button : buttons.all()) {
      String line = button.innerText().replaceAll("(?s).*\\.java:(\\d+).*", "$1");
      button.click();
      Locator selected = page.locator("#panel-code .code-line[data-selected]");
      page.waitForCondition(
          () -> selected.count() == 1 && line.equals(selected.getAttribute("data-line")));
      assertThat(selected.boundingBox().height).isPositive();
      assertThat(
              page.locator("#panel-code .code-line[data-line='" + line + "'][data-found]").count())
          .isEqualTo(1);
      assertThat(button.getAttribute("aria-pressed")).isEqualTo("true");
      assertThat(race.isVisible()).as("the finding stays where it is").isTrue();
      String seq = button.getAttribute("data-seq");
      assertThat(parameter(page, "at")).isEqualTo(seq);
      shown.add(line);
    }
    assertThat(shown).hasSize(2);
    assertThat(parameter(page, "finding")).isNotEmpty();
    page.keyboard().press("[");
    assertThat(race.getAttribute("aria-current")).isEqualTo("true");
  }

  @Test
  void everyFindingOfTheTraceIsOnThePage() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update?variant=plain&mode=controlled&strategy=round-robin"));
    String id = run(page);
    tab(page, "Findings").click();
    JsonNode findings = lines(id).getLast().get("findings");
    assertThat(findings.size()).isPositive();
    assertThat(page.locator("#panel-findings .finding").count()).isEqualTo(findings.size());
    for (JsonNode finding : findings) {
      assertThat(page.locator("#panel-findings").innerText())
          .contains(finding.get("message").asString());
    }
    assertThat(page.locator(".finding[data-type=lost-update] .pair").count()).isPositive();
  }

  @Test
  void aMarkedFindingIsPartOfTheAddress() {
    Page page = lostUpdate(DESKTOP, ColorScheme.LIGHT);
    page.locator(".finding[data-type=data-race] .finding-event").first().click();
    assertThat(parameter(page, "finding")).isNotEmpty();
    page.reload();
    page.waitForCondition(() -> page.locator(".finding[aria-current]").count() == 1);
    page.keyboard().press("Escape");
    page.waitForCondition(() -> page.locator(".finding[aria-current]").count() == 0);
  }

  @Test
  void aDeadlockIsDrawnAsTheRingThatItIs() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    String id = run(page);
    JsonNode finding = deadlock(lines(id));
    Locator graph = page.locator(".finding[data-type=deadlock] .graph");
    graph.waitFor();
    assertThat(graph.locator(".graph-thread").count()).isEqualTo(finding.get("threads").size());
    assertThat(graph.locator(".graph-object").count()).isEqualTo(finding.get("objects").size());
    Locator term = page.locator(".finding-group[data-type=deadlock] .term").first();
    term.focus();
    assertThat(page.locator(".term-tip").innerText()).contains("wait for each other");
    page.keyboard().press("Escape");
    assertThat(page.locator(".term-tip").isVisible()).isFalse();
  }

  @Test
  void aDraggedRangeHasItsOwnFigures() {
    Page page = recorded(finished("mutex-contention"), "panel=contention");
    int whole = obtained(page);
    BoundingBox lanes = page.locator(".timeline-lanes").boundingBox();
    page.keyboard().down("Shift");
    page.mouse().move(lanes.x + lanes.width * 0.4, lanes.y + 60);
    page.mouse().down();
    page.mouse().move(lanes.x + lanes.width * 0.6, lanes.y + 60);
    page.mouse().up();
    page.keyboard().up("Shift");
    Locator range = page.locator("#range[data-from]");
    range.waitFor();
    long from = Long.parseLong(range.getAttribute("data-from"));
    long to = Long.parseLong(range.getAttribute("data-to"));
    assertThat(to).isGreaterThan(from);
    page.waitForCondition(() -> obtained(page) < whole);
    assertThat(parameter(page, "range")).isEqualTo(from + "-" + to);
    for (Locator row : page.locator("#thread-times tbody tr").all()) {
      long sum =
          row.locator("td").all().stream()
              .mapToLong(cell -> Long.parseLong(cell.getAttribute("data-ns")))
              .sum();
      assertThat(sum).isLessThanOrEqualTo(to - from);
    }
    page.reload();
    page.waitForCondition(() -> page.locator("#range[data-from='" + from + "']").count() == 1);
    page.keyboard().press("Escape");
    page.waitForCondition(() -> obtained(page) == whole);
  }

  private static int obtained(Page page) {
    return Integer.parseInt(
        page.locator("#panel-contention tr[data-object] td")
            .first()
            .innerText()
            .replaceAll("\\D", ""));
  }

  @Test
  void theMatrixIsThatOfTheTrace() {
    Page page = page();
    page.navigate(url("/scenarios/mutex-contention"));
    String id = run(page);
    tab(page, "Contention").click();
    JsonNode blocking = server.json("/api/runs/" + id + "/stats").get("blocking");
    assertThat(blocking.size()).isPositive();
    List<Long> expected = new ArrayList<>();
    blocking.forEach(pair -> expected.add(pair.get("nanos").asLong()));
    List<Long> shown =
        page.locator("#matrix td.heat").all().stream()
            .map(cell -> Long.parseLong(cell.getAttribute("data-ns")))
            .toList();
    assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theCriticalPathIsShownAndHidden() {
    Page page = recorded(finished("mutex-contention"), "");
    Locator button = page.locator("#critical");
    button.click();
    page.waitForCondition(() -> "true".equals(button.getAttribute("aria-pressed")));
    assertThat(parameter(page, "critical")).isEqualTo("1");
    tab(page, "Contention").click();
    assertThat(page.locator("#critical-path tbody tr").count()).isPositive();
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("c");
    page.waitForCondition(() -> "false".equals(button.getAttribute("aria-pressed")));
  }

  @InLooks
  void findingsAndFigures(int width, ColorScheme scheme) {
    Page page = lostUpdate(width, scheme);
    page.locator(".finding-event").first().click();
    check(page, "findings", width, scheme);
    page.navigate(url("/runs/" + finished("mutex-contention") + "?panel=contention&critical=1"));
    page.locator("#matrix").waitFor();
    check(page, "figures", width, scheme);
  }
}
