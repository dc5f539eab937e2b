package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the Lab shows after Run is what the trace says. */
class LabTest extends InChromium {

  private static boolean is(JsonNode event, String kind) {
    return event.get("kind").asString().equals(kind);
  }

  @Test
  void deadlockStandsOnTheLanes() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    String id = run(page);
    assertThat(status(page)).isEqualTo("deadlocked");

    List<JsonNode> lines = lines(id);
    List<JsonNode> events = events(id);
    assertThat(page.locator("#timeline").getAttribute("data-events")).isEqualTo("" + events.size());
    JsonNode threads = lines.getFirst().get("threads");
    assertThat(page.locator("#timeline").getAttribute("data-threads"))
        .isEqualTo("" + threads.size());

    JsonNode finding = deadlock(lines);
    page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Findings")).click();
    assertThat(page.locator("#panel-findings").innerText())
        .contains(finding.get("message").asString());

    for (JsonNode thread : finding.get("threads")) {
      assertThat(
              page.locator("#lane-list li[data-thread='" + thread.asInt() + "']")
                  .getAttribute("data-state"))
          .isEqualTo("blocked");
      JsonNode last =
          events.stream().filter(e -> e.get("thread").asInt() == thread.asInt()).toList().getLast();
      String line = last.get("site").asString().replaceAll(".*:", "");
      assertThat(
              page.locator("#panel-code [data-line='" + line + "']")
                  .getAttribute("data-current-threads"))
          .as("the line on which the thread stands")
          .contains(thread.asString());
    }
    assertThat(lane(page, "main").getAttribute("data-state")).isEqualTo("waiting");
    assertThat(page.locator("#outcome").getAttribute("data-kind")).isEqualTo("missed");
  }

  @Test
  void lostUpdatesAreCounted() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update"));
    String id = run(page);
    JsonNode outcome = server.json("/api/runs/" + id).get("outcome");
    assertThat(page.locator("#outcome").innerText()).contains(outcome.get("summary").asString());
    assertThat(page.locator("#outcome").getAttribute("data-goal-met"))
        .isEqualTo("" + outcome.get("goalMet").asBoolean());
    int threads = lines(id).getFirst().get("threads").size();
    page.waitForCondition(() -> page.locator("#lane-list li[data-state=ended]").count() == threads);
  }

  @Test
  void contentionTableCountsWhatTheTraceCounts() {
    Page page = page();
    page.navigate(url("/scenarios/mutex-contention"));
    String id = run(page);
    page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Contention")).click();
    List<JsonNode> events = events(id);
    Locator rows = page.locator("#panel-contention tbody tr[data-object]");
    assertThat(rows.count()).isPositive();
    for (Locator row : rows.all()) {
      int object = Integer.parseInt(row.getAttribute("data-object"));
      long acquired =
          events.stream()
              .filter(e -> is(e, "lock.acquire") && e.get("object").asInt() == object)
              .count();
      if (acquired > 0) {
        assertThat(row.locator("td").first().innerText().replaceAll("\\D", ""))
            .isEqualTo("" + acquired);
      }
    }
    page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Events")).click();
    assertThat(page.locator("#panel-events").innerText().replaceAll("[,  ]", ""))
        .contains("" + events.size());
  }

  @Test
  void thePictureShowsWaits() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    run(page);
    // The lanes of the two and of their locks, near the right edge: many colours, not an empty
    // canvas.
    Object colours =
        page.evaluate(
            """
            () => {
              const canvas = [...document.querySelectorAll('#timeline canvas')].sort((a, b) => b.height - a.height)[0];
              const pixels = canvas.getContext('2d').getImageData(canvas.width / 2, 0, canvas.width / 3, canvas.height).data;
              const seen = new Map();
              for (let i = 0; i < pixels.length; i += 4) {
                const key = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
                seen.set(key, (seen.get(key) ?? 0) + 1);
              }
              return [...seen.values()].filter(count => count > 500).length;
            }
            """);
    assertThat((Integer) colours).isGreaterThanOrEqualTo(5);
  }

  private static int count(Page page) {
    return Integer.parseInt(
        Objects.requireNonNullElse(page.locator("#timeline").getAttribute("data-events"), "0"));
  }

  @Test
  void badParametersAreNamed() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update"));
    page.locator("input[name='p.threads']").fill("99999");
    page.locator("#run-button:enabled").click();
    Locator error = page.locator(".field-error[data-for=threads]");
    error.waitFor();
    assertThat(error.innerText()).contains("threads");
  }

  @Test
  void parametersThatMakeNoSenseTogetherAreNamed() {
    Page page = page();
    page.navigate(url("/scenarios/lost-exception?lang=zh&p.files=2&p.fails=8"));
    page.locator("#run-button:enabled").click();
    Locator error = page.locator(".field-error[data-for=fails]");
    error.waitFor();
    assertThat(error.innerText()).isEqualTo("每个线程只有 2 个文件，没有第 8 个可以出错。");
  }

  @Test
  void theCodeShowsInWhatAVariantDiffersFromTheOneBefore() {
    Page page = page();
    page.navigate(url("/scenarios/lost-update"));
    page.locator("#run-button:enabled").waitFor();
    assertThat(page.locator(".code-line[data-change]").count()).isZero();
    page.locator("[data-variant=lock]").click();
    page.locator(".code-line[data-change=added]").first().waitFor();
    assertThat(String.join("\n", page.locator(".code-line[data-change=added]").allInnerTexts()))
        .contains("lock.lock()");
    assertThat(page.locator(".code-against").inputValue()).isEqualTo("plain");
    check(page, "code-differs");
    page.locator(".code-against").selectOption("");
    assertThat(page.locator(".code-line[data-change]").count()).isZero();
  }

  @Test
  void aLinkOpensTheSameRunInAnotherBrowser() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    run(page);
    int events = count(page);
    Page other = page();
    other.navigate(address(page));
    other.waitForCondition(() -> count(other) == events);
    assertThat(status(other)).isEqualTo("deadlocked");
  }

  @Test
  void theKeyboardStepsThroughTheRun() {
    Page page = recorded(finished("deadlock"), "");
    page.locator("#timeline canvas").last().focus();
    for (int i = 0; i < 6; i++) {
      page.keyboard().press(",");
    }
    int back = Integer.parseInt(parameter(page, "at"));
    page.keyboard().press(".");
    assertThat(parameter(page, "at")).isEqualTo("" + (back + 1));
  }

  @Test
  void withoutScriptTheContentIsThere() {
    Page page = page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate(url("/scenarios/lost-update"));
    assertThat(page.locator("main").innerText()).contains("Goal", "What to look for", "SharedInt");
    assertThat(page.locator("nav.variants a").count()).isEqualTo(5);
    page.navigate(url("/"));
    assertThat(page.locator("main a[href^='/scenarios/']").count()).isGreaterThanOrEqualTo(7);
  }
}
