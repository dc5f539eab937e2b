package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two runs beside each other, from the Lab to the address that somebody else opens. */
class CompareTest extends InChromium {

  private String live(String scenario, String variant) {
    return live(scenario, variant, 7);
  }

  private String live(String scenario, String variant, int seed) {
    return finished(Map.of("scenario", scenario, "variant", variant, "seed", seed));
  }

  /** Two threads that lose updates, or not, as the seed will have it. */
  private String controlled(int seed) {
    return finished(
        Map.of(
            "scenario",
            "lost-update",
            "variant",
            "plain",
            "mode",
            "controlled",
            "seed",
            seed,
            "parameters",
            Map.of("threads", 2, "increments", 20)));
  }

  private Page compare(String a, String b, String more, int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    page.navigate(url("/compare?a=" + a + "&b=" + b + more));
    page.locator(".difference-table").first().waitFor();
    return page;
  }

  private Page compare(String a, String b, String more) {
    return compare(a, b, more, DESKTOP, ColorScheme.LIGHT);
  }

  private static Locator row(Page page, String table, String name) {
    return page.locator("[data-table=" + table + "] tbody tr")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first();
  }

  private static int number(Locator row, String side) {
    return Integer.parseInt(
        row.locator("td[data-side=" + side + "]").innerText().replaceAll("\\D", ""));
  }

  @Test
  void theTablesCountWhatTheTracesHold() {
    String wrong = live("deadlock", "opposite-order");
    String right = live("deadlock", "global-order");
    Page page = compare(wrong, right, "");
    for (Map.Entry<String, String> side : Map.of("a", wrong, "b", right).entrySet()) {
      JsonNode run = server.json("/api/runs/" + side.getValue());
      for (String figure : List.of("threads", "events")) {
        assertThat(number(row(page, "run", figure), side.getKey()))
            .isEqualTo(run.get(figure).asInt());
      }
    }
    assertThat(row(page, "findings", "Deadlock").locator(".against").innerText())
        .isEqualTo("only in A");
    assertThat(page.locator("#headline .lead").innerText())
        .isEqualTo("A deadlocked; B ran to its end.");
  }

  @Test
  void whereOneGoesTheOtherFollowsAndTheAddressKnows() {
    String a = controlled(1);
    String b = controlled(2);
    Page page = compare(a, b, "");
    page.locator("#run-b .timeline-lanes").focus();
    page.keyboard().press("w");
    page.keyboard().press(".");
    assertThat(parameter(page, "view")).isNotEmpty();
    assertThat(parameter(page, "lead")).isEqualTo("b");
    page.waitForCondition(
        () ->
            page.locator("#moment-a").innerText().startsWith("step")
                && page.locator("#moment-a")
                    .innerText()
                    .split(" ·")[0]
                    .equals(page.locator("#moment-b").innerText().split(" ·")[0]));
    String[] moments = {
      page.locator("#moment-a").innerText(), page.locator("#moment-b").innerText()
    };
    Page again = page();
    again.navigate(address(page));
    again.waitForCondition(
        () ->
            again.locator("#moment-a").innerText().equals(moments[0])
                && again.locator("#moment-b").innerText().equals(moments[1]));
  }

  @Test
  void alignedByEventAndBack() {
    String a = controlled(1);
    String b = controlled(2);
    Page page = compare(a, b, "&at=40");
    page.locator("input[name=by][value=event]").check();
    assertThat(parameter(page, "by")).isEqualTo("event");
    JsonNode here = events(a).get(39);
    page.waitForCondition(() -> page.locator("#moment-a").innerText().endsWith("event 40"));
    int there =
        Integer.parseInt(page.locator("#moment-b").innerText().replaceAll(".*event (\\d+)$", "$1"));
    JsonNode match = events(b).get(there - 1);
    assertThat(match.get("kind")).isEqualTo(here.get("kind"));
    assertThat(match.get("thread")).isEqualTo(here.get("thread"));
    page.goBack();
    page.waitForCondition(() -> page.locator("input[name=by][value=clock]").isChecked());
    page.goForward();
    page.waitForCondition(() -> page.locator("input[name=by][value=event]").isChecked());
  }

  @Test
  void bothPicturesAreInViewAtOnce() {
    Page page = compare(live("deadlock", "opposite-order"), live("deadlock", "global-order"), "");
    for (String side : List.of("a", "b")) {
      BoundingBox box = page.locator("#timeline-" + side).boundingBox();
      assertThat(box.height).isGreaterThan(180);
      assertThat(box.y).isNotNegative();
      assertThat(box.y + box.height).isLessThanOrEqualTo(page.viewportSize().height);
    }
  }

  @Test
  void whatIsClickedIsExplainedBelowAndFoundInTheOther() {
    String a = controlled(1);
    String b = controlled(2);
    Page page = compare(a, b, "");
    Locator title = page.locator("#explained-title");
    // Somewhere on the lane of the first thread, in the middle of the run.
    BoundingBox lanes = page.locator("#timeline-b .timeline-lanes").boundingBox();
    page.mouse().click(lanes.x + 156 + (lanes.width - 156) / 2, lanes.y + 24 + 14);
    page.waitForCondition(() -> title.innerText().contains("Run B"));
    page.waitForCondition(() -> parameter(page, "sel").matches("\\d+-\\d+"));
    page.waitForCondition(() -> parameter(page, "lead").equals("b"));
    int selected = Integer.parseInt(parameter(page, "sel").split("-")[1]);
    Locator match = page.locator("#explained-match");
    int there = Integer.parseInt(match.getAttribute("data-seq"));
    if (there > 0) {
      JsonNode one = events(b).get(selected - 1);
      JsonNode other = events(a).get(there - 1);
      assertThat(other.get("kind")).isEqualTo(one.get("kind"));
      assertThat(other.get("thread")).isEqualTo(one.get("thread"));
    }
    String told = page.locator("#panel-selection .lead").innerText();
    Page again = page();
    again.navigate(address(page));
    again.locator("#panel-selection .lead").waitFor();
    assertThat(again.locator("#panel-selection .lead").innerText()).isEqualTo(told);
    assertThat(again.locator("#explained-title").innerText()).contains("Run B");
  }

  @Test
  void aFindingIsMarkedInBothAndInTheAddress() {
    String a = live("deadlock", "opposite-order");
    String b = live("deadlock", "opposite-order", 8);
    Page page = compare(a, b, "");
    page.locator("#panel-findings .finding-show").first().click();
    assertThat(parameter(page, "finding")).matches("[1-9]");
    Locator marked = page.locator("#panel-findings .finding[aria-current]");
    page.locator("#timeline-b .timeline-lanes").focus();
    assertThat(parameter(page, "lead")).isEqualTo("b");
    page.waitForCondition(() -> page.locator("#explained-title").innerText().contains("Run B"));
    marked.waitFor();
    Page again = page();
    again.navigate(address(page));
    Locator there = again.locator("#panel-findings .finding[aria-current]");
    there.waitFor();
    assertThat(there.innerText()).isEqualTo(marked.innerText());
  }

  @Test
  void timeIsNotComparedWithSteps() {
    String a = live("lost-update", "plain");
    String b = controlled(7);
    Page page = compare(a, b, "");
    assertThat(row(page, "run", "Total time").locator(".against").innerText())
        .isEqualTo("not comparable");
    assertThat(page.locator("#headline").innerText()).contains("cannot be compared");
    assertThat(page.locator("input[name=by][value=clock]").isDisabled()).isTrue();
  }

  @Test
  void theLabOffersAnotherVariantAndAnEarlierRun() {
    // Of its own, since only the newest are offered.
    String earlier = server.run("deadlock", Map.of());
    server.awaitEnd(earlier);
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    String own = run(page);
    page.locator("#compare > summary").click();
    page.locator("#compare [data-run='" + earlier + "']").waitFor();
    page.locator("#compare [data-fresh=global-order]").click();
    page.waitForURL("**/compare?a=" + own + "&b=*");
    page.locator(".difference-table").first().waitFor();
    JsonNode fresh = server.json("/api/runs/" + parameter(page, "b"));
    assertThat(fresh.get("variant").asString()).isEqualTo("global-order");
    assertThat(fresh.get("parameters"))
        .isEqualTo(server.json("/api/runs/" + own).get("parameters"));
    page.navigate(url("/compare?a=" + own));
    page.locator("#compare-offer [data-run='" + earlier + "']").click();
    page.waitForURL("**/compare?a=" + own + "&b=" + earlier + "*");
  }

  @InLooks
  void looksWell(int width, ColorScheme scheme) {
    String wrong = live("deadlock", "opposite-order");
    String right = live("deadlock", "global-order");
    check(compare(wrong, right, "", width, scheme), "compare", width, scheme);
    String one = controlled(1);
    String other = controlled(2);
    Page page = compare(one, other, "&by=event&at=40", width, scheme);
    page.locator("#run-b").scrollIntoViewIfNeeded();
    check(page, "compare-aligned", width, scheme);
    String live = live("lost-update", "plain");
    check(compare(live, one, "", width, scheme), "compare-clocks", width, scheme);
    for (Map.Entry<String, String> state :
        Map.of(
                "compare-offer", "?a=" + wrong,
                "compare-missing", "?a=" + wrong + "&b=gone",
                "compare-empty", "")
            .entrySet()) {
      Page partly = page(width, scheme);
      partly.navigate(url("/compare" + state.getValue()));
      if (state.getValue().contains(wrong)) {
        partly.locator(".offer-earlier li").first().waitFor();
      }
      check(partly, state.getKey(), width, scheme);
    }
  }
}
