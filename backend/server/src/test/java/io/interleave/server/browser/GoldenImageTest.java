package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the measure of golden images lets pass, and what it catches, on a real page's picture. */
class GoldenImageTest {

  private static final Path PAGE = GoldenLooksTest.GOLDEN.resolve("trace-1440-light.png");

  private static BufferedImage page() throws IOException {
    return ImageIO.read(PAGE.toFile());
  }

  private static GoldenImage after(Consumer<BufferedImage> change) throws IOException {
    BufferedImage page = page();
    BufferedImage changed =
        new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_INT_RGB);
    changed.createGraphics().drawImage(page, 0, 0, null);
    change.accept(changed);
    return GoldenImage.difference(page, changed);
  }

  private static void move(BufferedImage image, int x, int y, int width, int height, int byY) {
    Graphics2D graphics = image.createGraphics();
    graphics.copyArea(x, y, width, height, 0, byY);
    graphics.dispose();
  }

  @Test
  void theSamePictureIsNoDifference() throws IOException {
    assertThat(after(image -> {})).isEqualTo(new GoldenImage(0, 0));
  }

  @Test
  void thickerLettersPass() throws IOException {
    GoldenImage difference =
        after(
            image -> {
              for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                  Color colour = new Color(image.getRGB(x, y));
                  if (colour.getRed() < 140 && colour.getGreen() < 110 && colour.getBlue() < 140) {
                    image.setRGB(x, y, colour.darker().getRGB());
                  }
                }
              }
            });
    assertThat(difference.mean()).isPositive();
    assertThat(difference.isAllowed()).as("%s", difference).isTrue();
  }

  @Test
  void aMissingLaneIsCaught() throws IOException {
    GoldenImage difference =
        after(
            image -> {
              Graphics2D graphics = image.createGraphics();
              graphics.setColor(new Color(image.getRGB(image.getWidth() - 20, 400)));
              graphics.fillRect(320, 246, 1100, 30);
            });
    assertThat(difference.isAllowed()).as("%s", difference).isFalse();
  }

  @Test
  void aMovedPanelIsCaught() throws IOException {
    GoldenImage difference = after(image -> move(image, 312, 540, 1128, 330, 24));
    assertThat(difference.isAllowed()).as("%s", difference).isFalse();
  }

  @Test
  void anotherSizeIsCaught() throws IOException {
    BufferedImage page = page();
    BufferedImage lower =
        page.getSubimage(0, 0, page.getWidth(), page.getHeight() - GoldenImage.BLOCK);
    assertThat(GoldenImage.difference(page, lower).isAllowed()).isFalse();
  }

  @Test
  void fewColoursAreNoDifference(@TempDir Path directory) throws IOException {
    BufferedImage page = page();
    Path file = directory.resolve("small.png");
    SmallPng.write(page, file);
    assertThat(GoldenImage.difference(page, ImageIO.read(file.toFile())).isAllowed()).isTrue();
  }
}
