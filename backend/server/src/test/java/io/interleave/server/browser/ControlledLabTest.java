package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Controlled mode as a person meets it. */
class ControlledLabTest extends InChromium {

  private static final String LAB = "/scenarios/lost-update";

  private Page lab(int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    page.navigate(url(LAB));
    page.locator("#run-button:enabled").waitFor();
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Controlled")).check();
    return page;
  }

  private Page lab() {
    return lab(DESKTOP, ColorScheme.LIGHT);
  }

  private String runWithSeed(Page page, String seed) {
    page.locator("#seed").fill(seed);
    return run(page);
  }

  private static String strip(Page page, String name) {
    String value = page.locator("#strip").getAttribute("data-" + name);
    return value == null ? "" : value;
  }

  private static void awaitStrip(Page page) {
    page.locator("#strip[data-schedule]:not([data-schedule=''])").waitFor();
  }

  private static void explore(Page page) {
    page.locator("#explore-button").click();
    page.locator("#exploration-verdict[data-status=completed]").waitFor();
  }

  private static Locator outcome(Page page, String value) {
    return page.locator(".outcome-table tbody tr[data-value='" + value + "']");
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  /** Asks for the schedule of an outcome, and waits for its run. */
  private static void show(Page page, String value) {
    button(outcome(page, value), "Show me a schedule that leads to " + value).click();
    awaitOver(page);
    assertThat(status(page)).isEqualTo("completed");
    awaitStrip(page);
  }

  private static void beScheduler(Page page) {
    page.locator("#scheduler-button").click();
    settle(page);
  }

  private static void settle(Page page) {
    nextFrame(page);
    page.locator("#scheduler .scheduler-body[aria-busy=false]").waitFor();
    nextFrame(page);
  }

  /** Panels render at once, the strip with the next frame. */
  private static void nextFrame(Page page) {
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  /** What is on screen can be copied from the address bar. */
  private static void choose(Page page, int thread) {
    page.locator(".offer[data-thread='" + thread + "']").first().click();
    settle(page);
    String copied = parameter(page, "schedule");
    page.locator("#strip[data-schedule='" + copied + "']").waitFor();
  }

  private static boolean offers(Page page, int thread, String text) {
    Locator offer = page.locator(".offer[data-thread='" + thread + "']");
    return offer.count() > 0 && offer.first().innerText().contains(text);
  }

  /** Plays until both turnstiles have read and neither has written. */
  private static void readBoth(Page page) {
    choose(page, 1);
    for (int thread : new int[] {2, 3}) {
      while (!offers(page, thread, "writes")) {
        choose(page, thread);
      }
    }
  }

  private static void loseAnUpdate(Page page) {
    readBoth(page);
    choose(page, 2);
    choose(page, 3);
  }

  private static String goal(Page page, String id) {
    return page.locator("[data-goal='" + id + "']").getAttribute("data-reached");
  }

  @Test
  void aSeedGivesTheSameRunStepByStep() {
    Page page = lab();
    String id = runWithSeed(page, "7");
    awaitStrip(page);
    JsonNode run = server.json("/api/runs/" + id);
    assertThat(run.get("mode").asString()).isEqualTo("controlled");
    assertThat(run.get("seed").asLong()).isEqualTo(7);
    assertThat(page.locator("#status .tag[data-mode=controlled]").count()).isEqualTo(1);
    assertThat(strip(page, "schedule")).isEqualTo(run.get("schedule").asString());

    Locator slider = page.locator("#schedule-strip");
    slider.focus();
    page.keyboard().press("Home");
    page.waitForCondition(() -> strip(page, "step").equals("1"));
    page.keyboard().press("ArrowRight");
    page.waitForCondition(() -> strip(page, "step").equals("2"));
    assertThat(slider.getAttribute("aria-valuenow")).isEqualTo("2");
    page.keyboard().press("End");
    page.waitForCondition(() -> strip(page, "step").equals(strip(page, "steps")));

    Page other = lab();
    String again = runWithSeed(other, "7");
    awaitStrip(other);
    assertThat(again).isNotEqualTo(id);
    assertThat(strip(other, "schedule")).isEqualTo(strip(page, "schedule"));
    assertThat(events(again)).isEqualTo(events(id));
  }

  @Test
  void everyOutcomeIsShownAndCompared() {
    Page page = lab();
    explore(page);
    assertThat(page.locator("#exploration-verdict").getAttribute("data-exhaustive"))
        .isEqualTo("true");
    assertThat(outcome(page, "1").getAttribute("data-grade")).isEqualTo("forbidden");
    assertThat(outcome(page, "2").getAttribute("data-grade")).isEqualTo("acceptable");

    show(page, "1");
    assertThat(page.locator("#outcome").getAttribute("data-goal-met")).isEqualTo("false");
    button(outcome(page, "2"), "Compare the run on screen with a schedule that leads to 2").click();
    page.locator("#against-strip").waitFor();
    page.waitForCondition(() -> strip(page, "parting").matches("[1-9]\\d*"));
    assertThat(page.locator("#parting").innerText()).isNotEmpty();

    Locator minimal = page.locator("#minimal");
    assertThat(minimal.getAttribute("data-proved")).isEqualTo("true");
    button(minimal, "Show me the simplest schedule that fails").click();
    awaitOver(page);
    awaitStrip(page);
    assertThat(page.locator("#outcome").getAttribute("data-goal-met")).isEqualTo("false");
  }

  @Test
  void noScheduleOfTheLockedCounterFails() {
    Page page = page();
    page.navigate(url(LAB + "?variant=lock&mode=controlled"));
    explore(page);
    assertThat(page.locator("#exploration-verdict").getAttribute("data-exhaustive"))
        .isEqualTo("true");
    assertThat(page.locator(".outcome-table tr[data-grade=forbidden]").count()).isZero();
    assertThat(page.locator("#minimal").count()).isZero();
  }

  @Test
  void aPersonIsTheScheduler() {
    Page page = lab();
    beScheduler(page);
    readBoth(page);
    assertThat(goal(page, "lost-update")).isEqualTo("false");
    String before = strip(page, "schedule");

    page.locator("#find-failing").click();
    settle(page);
    page.locator("#found").waitFor();
    assertThat(page.locator("#play-found").isVisible()).isTrue();
    assertThat(strip(page, "schedule")).as("it stays where it is").isEqualTo(before);

    choose(page, 2);
    choose(page, 3);
    assertThat(goal(page, "lost-update")).isEqualTo("true");
    page.locator("#undo").click();
    settle(page);
    assertThat(goal(page, "lost-update")).isEqualTo("false");
    page.locator("#redo").click();
    settle(page);
    assertThat(goal(page, "lost-update")).isEqualTo("true");

    page.locator("#auto button").click();
    settle(page);
    page.locator("#scheduler-end").waitFor();
    assertThat(page.locator("#scheduler-end").getAttribute("data-status")).isEqualTo("completed");
    assertThat(page.locator("#outcome").getAttribute("data-goal-met")).isEqualTo("false");
  }

  @Test
  void whatWasFoundCanBePlayed() {
    Page page = lab();
    beScheduler(page);
    page.locator("#find-failing").click();
    settle(page);
    page.locator("#play-found").click();
    settle(page);
    page.locator("#scheduler-end").waitFor();
    assertThat(page.locator("#scheduler-end").getAttribute("data-goal-met")).isEqualTo("false");
  }

  @Test
  void aLinkWithAScheduleOpensTheSame() {
    Page page = lab();
    runWithSeed(page, "3");
    awaitStrip(page);

    Page same = page();
    same.navigate(address(page));
    awaitStrip(same);
    assertThat(strip(same, "schedule")).isEqualTo(strip(page, "schedule"));

    // A run that the server has forgotten is made anew.
    Page elsewhere = page();
    elsewhere.navigate(address(page).replaceAll("[&?]run=[^&]*", ""));
    elsewhere.locator("#show-offer").click();
    awaitStrip(elsewhere);
    assertThat(strip(elsewhere, "schedule")).isEqualTo(strip(page, "schedule"));
    assertThat(elsewhere.locator("#outcome").innerText())
        .isEqualTo(page.locator("#outcome").innerText());
  }

  @Test
  void aLinkOpensTheSchedulersSeat() {
    Page page = lab();
    beScheduler(page);
    loseAnUpdate(page);
    Page other = page();
    other.navigate(address(page));
    other.locator("#scheduler").waitFor();
    settle(other);
    awaitStrip(other);
    assertThat(strip(other, "schedule")).isEqualTo(strip(page, "schedule"));
    assertThat(goal(other, "lost-update")).isEqualTo("true");
  }

  @Test
  void aStaleReadIsLabelledAsAModel() {
    Page page = lab();
    page.locator("#memory").selectOption("java");
    runWithSeed(page, "1");
    awaitStrip(page);
    assertThat(page.locator("#status .tag-model").count()).isEqualTo(1);
    assertThat(page.locator("#memory-text").isVisible()).isTrue();
  }

  @Test
  void aWrongScheduleIsNamed() {
    Page page = lab();
    page.locator("#strategy").selectOption("replay");
    page.locator("#schedule").fill("1,2,9");
    page.locator("#run-button").click();
    awaitOver(page);
    assertThat(status(page)).isEqualTo("failed");
    assertThat(page.locator("#outcome").innerText()).contains("Step 3");
  }

  @InLooks
  void itLooksWell(int width, ColorScheme scheme) {
    Page page = lab(width, scheme);
    check(page, "controlled-form", width, scheme);
    runWithSeed(page, "7");
    awaitStrip(page);
    check(page, "controlled-run", width, scheme);
    explore(page);
    check(page, "controlled-explored", width, scheme);
    show(page, "1");
    button(outcome(page, "2"), "Compare the run on screen with a schedule that leads to 2").click();
    page.locator("#against-strip").waitFor();
    check(page, "controlled-compared", width, scheme);
    beScheduler(page);
    readBoth(page);
    page.locator("#find-failing").click();
    settle(page);
    check(page, "controlled-scheduler", width, scheme);
    choose(page, 2);
    choose(page, 3);
    page.locator("#auto button").click();
    settle(page);
    check(page, "controlled-scheduler-end", width, scheme);
  }
}
