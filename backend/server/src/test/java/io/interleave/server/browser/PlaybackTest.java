package io.interleave.server.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Playing and stepping, with every panel as things stood at the playhead. */
class PlaybackTest extends InChromium {

  private String id;
  private List<JsonNode> events;

  @BeforeAll
  void aRun() {
    id = finished("mutex-contention");
    events = events(id);
  }

  private static int at(Page page) {
    return Integer.parseInt(page.locator(".moment").innerText().replaceAll(".* ", ""));
  }

  /**
   * What variables hold, who owns the lock, and on which line each thread was last, after an event.
   */
  private Map<String, String> after(int seq) {
    Map<String, String> known = new HashMap<>();
    for (JsonNode event : events.subList(0, seq)) {
      String thread = event.get("thread").asString();
      switch (event.get("kind").asString()) {
        case "var.write" ->
            known.put("o" + event.get("object").asInt(), "= " + event.get("value").asInt());
        case "lock.acquire" -> known.put("o" + event.get("object").asInt(), "t" + thread);
        case "lock.release" -> known.put("o" + event.get("object").asInt(), "free");
        default -> {}
      }
      if (event.has("site")) {
        known.put("line " + thread, event.get("site").asString().replaceAll(".*:", ""));
      }
      if (event.get("kind").asString().equals("thread.end")) {
        known.remove("line " + thread);
      }
    }
    return known;
  }

  private void everyPanelStandsAt(Page page, int seq) {
    page.waitForCondition(() -> at(page) == seq);
    after(seq)
        .forEach(
            (key, expected) -> {
              if (key.startsWith("line ")) {
                String thread = key.substring(5);
                page.waitForCondition(
                    () ->
                        List.of(
                                String.valueOf(
                                        page.locator("#panel-code [data-line='" + expected + "']")
                                            .getAttribute("data-current-threads"))
                                    .split(" "))
                            .contains(thread));
              } else {
                String text =
                    expected.startsWith("t")
                        ? page.locator("#lane-list [data-lane=" + expected + "]")
                            .innerText()
                            .replaceAll(":.*", "")
                        : expected;
                Locator lane = page.locator("#lane-list [data-lane=" + key + "]");
                page.waitForCondition(() -> lane.innerText().endsWith(": " + text));
              }
            });
    page.waitForCondition(
        () ->
            page.locator("#panel-events [aria-selected=true] .event-seq")
                .innerText()
                .equals("" + seq));
  }

  @Test
  void everyPanelIsInStepWithThePlayhead() {
    Page page = recorded(id, "panel=events&at=60");
    everyPanelStandsAt(page, 60);
    page.locator(".timeline-lanes").focus();
    for (int seq = 61; seq <= 68; seq++) {
      page.keyboard().press(".");
      everyPanelStandsAt(page, seq);
    }
    for (int seq = 67; seq >= 65; seq--) {
      page.keyboard().press(",");
      everyPanelStandsAt(page, seq);
    }
    awaitQuery(page, "at=65");
  }

  @Test
  void playsByEventOneAfterTheOther() {
    Page page = recorded(id, "at=" + (events.size() - 2) + "&speed=event");
    Locator speed = page.locator("#speed");
    page.waitForCondition(() -> speed.inputValue().equals("event"));
    page.locator(".timeline-lanes").focus();
    page.keyboard().press(" ");
    page.waitForCondition(() -> at(page) == events.size());
    page.waitForCondition(
        () -> page.getByLabel("Play", new Page.GetByLabelOptions().setExact(true)).count() == 1);
  }

  @Test
  void playsInTimeFromTheBeginningFasterAndSlower() {
    Page page = recorded(id, "");
    page.locator(".timeline-lanes").focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press(">");
    }
    awaitQuery(page, "speed=10");
    page.keyboard().press("<");
    awaitQuery(page, "speed=5");
    page.keyboard().press(" ");
    page.waitForCondition(() -> at(page) < events.size());
    page.waitForCondition(() -> at(page) > 20);
    page.keyboard().press(" ");
    Locator play = page.getByLabel("Play", new Page.GetByLabelOptions().setExact(true));
    page.waitForCondition(() -> play.count() == 1);
    awaitQuery(page, "at=" + at(page));
  }
}
