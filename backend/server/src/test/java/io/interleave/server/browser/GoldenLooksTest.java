package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;

/**
 * Pages that look the same every time, against pictures that somebody looked at: in {@code
 * docs/golden-images}. {@link GoldenImage} says which differences are allowed. After a change that
 * is meant, {@code -Dgolden.images.refresh=true} writes them anew, to be looked at before they are
 * committed.
 */
class GoldenLooksTest extends InChromium {

  static final Path GOLDEN = Path.of("../../docs/golden-images");

  /** Where the pictures of a test that fails are. */
  private static final Path FOUND = Path.of("target/golden-images");

  private static final String PICTURES = ".picture { visibility: hidden; }";

  /** The same trace always: what is on screen hangs on nothing but the page. */
  private static final Path TRACE = GOLDEN.resolve("deadlock.trace.json");

  private String wrong;
  private String right;

  /** One of the pages says that there is nothing at its address. */
  @Override
  boolean isOfTheBrowser(String line) {
    return line.contains("status of 404");
  }

  @BeforeAll
  void runs() {
    wrong = controlled("plain");
    right = controlled("lock");
  }

  /** A schedule that a seed chooses is the same every time. */
  private String controlled(String variant) {
    return finished(
        Map.of("scenario", "lost-update", "variant", variant, "mode", "controlled", "seed", 7));
  }

  @InLooks
  void looksAsItDid(int width, ColorScheme scheme) throws IOException {
    List<String> faults = new ArrayList<>();
    Page page = page(sized(width, scheme).setReducedMotion(ReducedMotion.REDUCE));
    for (String[] each :
        new String[][] {
          {"catalogue", "/"},
          {"guide", "/guide"},
          {"topics", "/topics"},
          {"missing", "/scenarios/nothing"},
          {"compare-choose", "/compare"},
          {"lab-empty", "/scenarios/lost-update"},
          {"open-empty", "/open"},
        }) {
      page.navigate(url(each[1]));
      page.addStyleTag(new Page.AddStyleTagOptions().setContent(PICTURES));
      compare(page, named(each[0], width, scheme), faults);
    }
    page.locator("#trace-file").setInputFiles(TRACE);
    drawn(page);
    compare(page, named("trace", width, scheme), faults);
    page.locator(".finding-show").click();
    page.locator(".finding-show[aria-pressed=true]").waitFor();
    compare(page, named("trace-finding", width, scheme), faults);
    for (String[] each :
        new String[][] {
          {"controlled", "/scenarios/lost-update?run=" + wrong},
          {"embed", "/embed/runs/" + wrong},
          {"compare", "/compare?a=" + wrong + "&b=" + right},
        }) {
      page.navigate(url(each[1]));
      drawn(page);
      compare(page, named(each[0], width, scheme), faults);
    }
    assertThat(faults).as("pictures that changed").isEmpty();
  }

  private static void compare(Page page, String name, List<String> faults) throws IOException {
    page.evaluate(
        "() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() =>"
            + " requestAnimationFrame(done))))");
    page.mouse().move(0, 0);
    BufferedImage now = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    Path golden = GOLDEN.resolve(name + ".png");
    if (Boolean.getBoolean("golden.images.refresh")) {
      SmallPng.write(now, golden);
      return;
    }
    if (!Files.exists(golden)) {
      fail("there is no " + golden + ": -Dgolden.images.refresh=true makes it");
    }
    BufferedImage before = ImageIO.read(golden.toFile());
    GoldenImage difference = GoldenImage.difference(before, now);
    if (!difference.isAllowed()) {
      Path found = FOUND.resolve(name + ".png").toAbsolutePath().normalize();
      Path marked = FOUND.resolve(name + "-difference.png").toAbsolutePath().normalize();
      Files.createDirectories(FOUND);
      ImageIO.write(now, "png", found.toFile());
      ImageIO.write(GoldenImage.marked(before, now), "png", marked.toFile());
      faults.add(
          "%n%s: blocks differ by %.1f on average (%.1f allowed), one by %.1f (%.1f allowed)%n  new: %s%n  golden: %s%n  difference, in red: %s"
              .formatted(
                  name,
                  difference.mean(),
                  GoldenImage.MEAN_ALLOWED,
                  difference.largest(),
                  GoldenImage.LARGEST_ALLOWED,
                  found,
                  golden.toAbsolutePath().normalize(),
                  marked));
    }
  }
}
