package io.interleave.server.browser;

import static java.util.Comparator.comparing;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture with the {@value #COLOURS} colours that it has most of: a third of the bytes. */
final class SmallPng {

  static final int COLOURS = 128;

  private SmallPng() {}

  static void write(BufferedImage image, Path file) throws IOException {
    Map<Integer, Integer> counts = new HashMap<>();
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(
                comparing(Map.Entry<Integer, Integer>::getValue)
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
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

  private static byte nearest(int rgb, int[] colours) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      int red = (rgb >> 16 & 0xff) - (colours[i] >> 16 & 0xff);
      int green = (rgb >> 8 & 0xff) - (colours[i] >> 8 & 0xff);
      int blue = (rgb & 0xff) - (colours[i] & 0xff);
      int apart = red * red + green * green + blue * blue;
      if (apart < least) {
        least = apart;
        nearest = i;
      }
    }
    return (byte) nearest;
  }
}
