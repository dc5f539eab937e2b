package io.interleave.server.browser;

import static java.util.Comparator.comparing;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A picture with at most {@value #COLOURS} colours, those that it has most of: a third of the
 * bytes.
 */
final class SmallPng {

  static final int COLOURS = 255;

  /** Colours closer than this, squared, count as one: letters have many, states few. */
  private static final int ALIKE = 60;

  private SmallPng() {}

  static void write(BufferedImage image, Path file) throws IOException {
    Map<Integer, Integer> counts = new HashMap<>();
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    int[] colours = palette(counts);
    Map<Integer, Byte> indices = new HashMap<>();
    byte[] indexed = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      indexed[i] = indices.computeIfAbsent(pixels[i] & 0xffffff, rgb -> nearest(rgb, colours));
    }
    BufferedImage small =
        new BufferedImage(
            width,
            image.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, colours.length, colours, 0, false, -1, 0));
    small.getRaster().setDataElements(0, 0, width, image.getHeight(), indexed);
    Files.createDirectories(file.getParent());
    ImageIO.write(small, "png", file.toFile());
  }

  private static int[] palette(Map<Integer, Integer> counts) {
    List<Integer> chosen = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(
            comparing(Map.Entry<Integer, Integer>::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .filter(rgb -> chosen.size() < COLOURS)
        .forEach(
            rgb -> {
              if (chosen.stream().allMatch(other -> apart(rgb, other) >= ALIKE)) {
                chosen.add(rgb);
              }
            });
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int apart(int one, int other) {
    int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
    int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
    int blue = (one & 0xff) - (other & 0xff);
    return red * red + green * green + blue * blue;
  }

  private static byte nearest(int rgb, int[] colours) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      int apart = apart(rgb, colours[i]);
      if (apart < least) {
        least = apart;
        nearest = i;
      }
    }
    return (byte) nearest;
  }
}
