package io.interleave.server.browser;

import java.awt.image.BufferedImage;

/**
 * How far two pictures of a page are from each other, in a measure that other font rasterising
 * survives: both become grey blocks of {@value #BLOCK} pixels, which a letter that is a little
 * thicker or half a pixel further hardly changes, and a lane that is missing or a panel that moved
 * changes much.
 *
 * @param mean of the differences of all blocks, from 0 to 255
 * @param largest difference of a block
 */
record GoldenImage(double mean, double largest) {

  static final int BLOCK = 24;

  /** What fonts of the same size do: some letters in a block that come out darker. */
  static final double MEAN_ALLOWED = 2;

  static final double LARGEST_ALLOWED = 28;

  /** Pictures of different sizes are as far from each other as can be. */
  static GoldenImage difference(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return new GoldenImage(255, 255);
    }
    double sum = 0;
    double largest = 0;
    double[][] ones = blocks(one);
    double[][] others = blocks(other);
    for (int row = 0; row < ones.length; row++) {
      for (int column = 0; column < ones[row].length; column++) {
        double apart = Math.abs(ones[row][column] - others[row][column]);
        sum += apart;
        largest = Math.max(largest, apart);
      }
    }
    return new GoldenImage(sum / (ones.length * ones[0].length), largest);
  }

  boolean isAllowed() {
    return mean <= MEAN_ALLOWED && largest <= LARGEST_ALLOWED;
  }

  /** The new picture in grey, with what differs in red, the redder the more. */
  static BufferedImage marked(BufferedImage golden, BufferedImage now) {
    int width = now.getWidth();
    int height = now.getHeight();
    BufferedImage marked = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    boolean same = golden.getWidth() == width && golden.getHeight() == height;
    double[][] before = same ? blocks(golden) : new double[0][];
    double[][] after = blocks(now);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = y / BLOCK;
        int column = x / BLOCK;
        double apart = same ? Math.abs(before[row][column] - after[row][column]) : 0;
        int pale = 160 + (int) grey(now.getRGB(x, y)) * 95 / 255;
        int rest = (int) (pale * (1 - Math.min(1, apart / LARGEST_ALLOWED)));
        marked.setRGB(x, y, apart > 1 ? pale << 16 | rest << 8 | rest : pale * 0x010101);
      }
    }
    return marked;
  }

  private static double[][] blocks(BufferedImage image) {
    int rows = (image.getHeight() + BLOCK - 1) / BLOCK;
    int columns = (image.getWidth() + BLOCK - 1) / BLOCK;
    double[][] sums = new double[rows][columns];
    int[][] counts = new int[rows][columns];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sums[y / BLOCK][x / BLOCK] += grey(image.getRGB(x, y));
        counts[y / BLOCK][x / BLOCK]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        sums[row][column] /= counts[row][column];
      }
    }
    return sums;
  }

  /** Luma by Rec. 601. */
  private static double grey(int rgb) {
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
