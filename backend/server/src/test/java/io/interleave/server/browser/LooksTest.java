package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.interleave.testing.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every page, wide and narrow, light and dark: nothing sticks out, axe finds nothing, and a picture
 * is kept to be looked at.
 */
class LooksTest extends InChromium {

  /** One scenario in how many is run by a build; a nightly one runs all. */
  private static final int SHARE = 8;

  @InLooks
  void everyPage(int width, ColorScheme scheme) {
    String deadlock = finished("deadlock");
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("catalogue", "/");
    paths.put("guide", "/guide");
    paths.put("topics", "/topics");
    paths.put("lab", "/scenarios/lost-update");
    paths.put("lab-ended", "/scenarios/deadlock?run=" + deadlock);
    paths.put("run", "/runs/" + deadlock);
    paths.put("compare", "/compare?a=" + deadlock + "&b=" + deadlock);
    paths.put("embed-page", "/embed/runs/" + deadlock);
    Page page = page(width, scheme);
    paths.forEach(
        (name, path) -> {
          page.navigate(url(path));
          if (path.contains(deadlock)) {
            drawn(page);
          }
          check(page, name, width, scheme);
        });
  }

  /** All share one template, so each is looked at in one of the four ways. */
  @Test
  void scenariosAfterRun() {
    List<JsonNode> scenarios = new ArrayList<>();
    server.json("/api/scenarios").forEach(scenarios::add);
    List<Look> looks = Look.all();
    Seeds.check(
        "looks of scenarios after Run",
        scenarios.size(),
        SHARE,
        each -> {
          // Neighbours in a build's share are not of one look.
          Look look = looks.get((each / SHARE + each) % looks.size());
          String id = scenarios.get(each).get("id").asString();
          Page page = page(look.width(), look.scheme());
          page.navigate(url("/scenarios/" + id));
          run(page);
          check(page, named("ran-" + id, look.width(), look.scheme()));
          // With all of them open, each takes longer than the one before.
          page.close();
        });
  }

  /** Pictures of whole pages, in true colours; {@code target/screenshots} has newer ones. */
  @Test
  void picturesOfTheReadme() throws IOException {
    Path root = Path.of("../..");
    Matcher picture =
        Pattern.compile("!\\[(.+?)]\\((.+?)\\)")
            .matcher(Files.readString(root.resolve("README.md")));
    int pictures = 0;
    for (; picture.find(); pictures++) {
      BufferedImage image = ImageIO.read(root.resolve(picture.group(2)).toFile());
      assertThat(image.getWidth()).as(picture.group(2)).isEqualTo(DESKTOP);
      long colours =
          IntStream.range(0, image.getWidth() * image.getHeight())
              .map(at -> image.getRGB(at % image.getWidth(), at / image.getWidth()))
              .distinct()
              .count();
      assertThat(colours).as("colours of " + picture.group(2)).isGreaterThan(100);
    }
    assertThat(pictures).isPositive();
  }
}
