package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.interleave.testing.Nightly;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page owes to people who see, move or read otherwise than most. */
class MannersTest extends InChromium {

  /** What the page may move by itself from the press of Run to the end: a tenth of what is good. */
  private static final double MOST_SHIFT = 0.01;

  /** Begun before the page, so that nothing is missed; a shift after a press counts as well. */
  private static final String WATCH_SHIFTS =
      """
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
        .observe({ type: 'layout-shift', buffered: true });
      """;

  /** As soon as a run goes on, however soon it ends. */
  private static final String COUNT_ANIMATIONS =
      """
      addEventListener('DOMContentLoaded', () => {
        const status = document.querySelector('#status');
        new MutationObserver(() => {
          if (status.dataset.status === 'running') window.animations ??= document.getAnimations().filter((one) => one.playState === 'running').length;
        }).observe(status, { attributes: true, attributeFilter: ['data-status'] });
      });
      """;

  /** The colours on a canvas, as `r,g,b`, those that fill more than a few pixels. */
  private static final String COLOURS =
      """
      (canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const counts = new Map();
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] < 255) continue;
          const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
          counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
        return [...counts].filter(([, count]) => count > 200).map(([colour]) => colour);
      }
      """;

  private static final String SYSTEM_COLOUR =
      """
      (name) => {
        const probe = document.body.appendChild(document.createElement('span'));
        probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
        const [r, g, b] = getComputedStyle(probe).color.match(/[0-9]+/g);
        probe.remove();
        return `${r},${g},${b}`;
      }
      """;

  private String recorded = "";

  @BeforeAll
  void record() {
    recorded = finished("producer-consumer");
  }

  private void showRecorded(Page page) {
    page.navigate(url("/scenarios/producer-consumer?run=" + recorded));
    drawn(page);
    page.waitForCondition(() -> !colours(page).isEmpty());
  }

  private static List<?> colours(Page page) {
    return (List<?>) page.locator(".timeline-lanes").evaluate(COLOURS);
  }

  @ParameterizedTest
  @CsvSource({
    "1440, deadlock, en",
    "1440, producer-consumer, zh",
    "360, lost-update, zh",
    "360, producer-consumer, en"
  })
  void nothingMovesWhileARunStreams(int width, String scenario, String language) {
    Page page = page(width, ColorScheme.LIGHT);
    page.addInitScript(WATCH_SHIFTS);
    page.navigate(url("/scenarios/" + scenario + "?lang=" + language));
    page.locator("#run-button:enabled").waitFor();
    page.waitForLoadState();
    assertThat(shifts(page)).as("until the page stands").isLessThan(MOST_SHIFT);
    // Not a click: what moves within half a second of one is not counted.
    page.locator("#run-button").evaluate("button => button.click()");
    awaitOver(page);
    page.waitForFunction(
        "() => +document.querySelector('.timeline').dataset.events > 0 &&"
            + " document.querySelector('#outcome').textContent !== ''");
    // Whatever the end brings is drawn within two frames, and observers hear of it after a third.
    page.evaluate(
        "() => new Promise(done => { let frames = 30; const next = () => frames-- > 0 ?"
            + " requestAnimationFrame(next) : done(); next(); })");
    assertThat(shifts(page)).as("from the press to the end").isLessThan(MOST_SHIFT);
  }

  private static double shifts(Page page) {
    return ((Number) page.evaluate("() => window.shifts.reduce((sum, one) => sum + one, 0)"))
        .doubleValue();
  }

  @Test
  void nothingIsAnimatedForWhoWantsLessMotion() {
    for (ReducedMotion wish : List.of(ReducedMotion.NO_PREFERENCE, ReducedMotion.REDUCE)) {
      Page page = page(new Browser.NewContextOptions().setReducedMotion(wish));
      page.addInitScript(COUNT_ANIMATIONS);
      page.navigate(url("/scenarios/producer-consumer"));
      page.locator("#run-button:enabled").click();
      page.waitForFunction("() => window.animations !== undefined");
      int animations = (Integer) page.evaluate("() => window.animations");
      if (wish == ReducedMotion.REDUCE) {
        assertThat(animations).isZero();
      } else {
        assertThat(animations).isPositive();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void theSystemsColoursAreTaken(ColorScheme scheme) {
    Page page = page(DESKTOP, scheme);
    showRecorded(page);
    List<?> own = colours(page);
    page.emulateMedia(
        new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE).setColorScheme(scheme));
    for (String name : List.of("CanvasText", "LinkText")) {
      String colour = (String) page.evaluate(SYSTEM_COLOUR, name);
      page.waitForCondition(() -> colours(page).contains(colour));
    }
    String running =
        (String) page.evaluate(SYSTEM_COLOUR, scheme == ColorScheme.LIGHT ? "#3f9d6b" : "#3d8a62");
    assertThat(own.stream().<Object>map(each -> each).toList()).contains(running);
    assertThat(colours(page).stream().<Object>map(each -> each).toList()).doesNotContain(running);
    page.locator("#tab-contention").click();
    check(page, named("forced-colours", DESKTOP, scheme));
  }

  @ParameterizedTest
  @CsvSource({"1440, LIGHT", "1440, DARK", "360, LIGHT"})
  void moreContrastIsGiven(int width, ColorScheme scheme) {
    Page page = page(width, scheme);
    showRecorded(page);
    page.emulateMedia(
        new Page.EmulateMediaOptions().setContrast(Contrast.MORE).setColorScheme(scheme));
    String running =
        (String) page.evaluate(SYSTEM_COLOUR, scheme == ColorScheme.LIGHT ? "#1c7044" : "#6bd19b");
    page.waitForCondition(() -> colours(page).contains(running));
    page.locator("#tab-contention").focus();
    check(page, named("more-contrast", width, scheme));
  }

  /** Kept to be looked at; what is asserted of sights is asserted of the colours themselves. */
  @Nightly
  @ParameterizedTest
  @ValueSource(strings = {"achromatopsia", "protanopia", "deuteranopia", "tritanopia"})
  void asOthersSeeIt(String sight) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = page(DESKTOP, scheme);
      showRecorded(page);
      JsonObject type = new JsonObject();
      type.addProperty("type", sight);
      CDPSession session = page.context().newCDPSession(page);
      session.send("Emulation.setEmulatedVisionDeficiency", type);
      keep(page, "sight-" + sight + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  /** A thread's colour joins what is its own; whoever does not see colours reads its name there. */
  @Test
  void noColourOfAThreadStandsAlone() {
    Page page = page();
    String deadlock = finished("deadlock");
    page.navigate(url("/scenarios/deadlock?run=" + deadlock));
    List<String> tabs = List.of("findings", "contention", "events");
    int coloured = 0;
    for (String tab : tabs) {
      page.locator("#tab-" + tab).click();
      page.locator("#panel-" + tab + " [style*='--own']").first().waitFor();
      List<?> texts =
          (List<?>)
              page.evaluate(
                  "() => [...document.querySelectorAll('[style*=\"--own\"]')].map(e =>"
                      + " e.textContent.trim())");
      for (Object text : texts) {
        assertThat((String) text).as(tab).containsPattern("main|Ann|Bob");
      }
      coloured += texts.size();
    }
    assertThat(coloured).isGreaterThan(10);
  }
}
