package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page, wide and narrow, light and dark: nothing sticks out, axe finds nothing, and a picture
 * is kept to be looked at.
 */
class LooksTest extends InChromium {

  @ParameterizedTest
  @MethodSource("looks")
  void everyPage(int width, ColorScheme scheme) {
    String deadlock = server.run("deadlock", Map.of());
    server.awaitEnd(deadlock);
    for (Map.Entry<String, String> path :
        Map.of(
                "catalogue",
                "/",
                "lab",
                "/scenarios/lost-update",
                "lab-ended",
                "/scenarios/deadlock?run=" + deadlock,
                "run",
                "/runs/" + deadlock,
                "compare",
                "/compare?a=" + deadlock + "&b=" + deadlock,
                "embed-page",
                "/embed/runs/" + deadlock,
                "guide",
                "/guide",
                "topics",
                "/topics")
            .entrySet()) {
      Page page = page(width, scheme);
      page.navigate(url(path.getValue()));
      page.waitForLoadState();
      if (path.getValue().contains(deadlock)) {
        page.waitForCondition(
            () -> !"0".equals(page.locator(".timeline").first().getAttribute("data-events")));
      }
      check(page, named(path.getKey(), width, scheme));
    }
  }

  /** All share one template, so each is looked at in one of the four ways. */
  @Test
  void everyScenarioAfterRun() {
    List<Arguments> looks = looks().toList();
    int next = 0;
    for (var scenario : server.json("/api/scenarios")) {
      Object[] look = looks.get(next++ % looks.size()).get();
      int width = (Integer) look[0];
      ColorScheme scheme = (ColorScheme) look[1];
      String id = scenario.get("id").asString();
      Page page = page(width, scheme);
      page.navigate(url("/scenarios/" + id));
      run(page);
      check(page, named("ran-" + id, width, scheme));
      // With all of them open, each takes longer than the one before.
      page.close();
    }
  }

  /** The picture in the README; {@code -Dscreenshot.refresh=true} takes it anew. */
  @Test
  void pictureOfTheReadme() throws IOException {
    Path picture = Path.of("../../docs/images/lab-deadlock.png");
    if (Boolean.getBoolean("screenshot.refresh")) {
      Page page = page();
      page.navigate(url("/scenarios/deadlock"));
      run(page);
      Files.createDirectories(picture.getParent());
      page.screenshot(new Page.ScreenshotOptions().setPath(picture));
    }
    assertThat(picture).exists();
  }
}
