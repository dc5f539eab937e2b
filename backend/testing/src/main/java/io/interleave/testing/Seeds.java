package io.interleave.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The seeds of a check on random input. A build tries a share of them, another one for each commit;
 * {@code -Pnightly} tries all. A seed that fails is written to {@code src/test/failed-seeds.txt}
 * and tried in every build from then on.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Seeds {

  private static final Seeds OF_THIS_MODULE =
      new Seeds(
          Path.of("src/test/failed-seeds.txt"),
          Path.of("target/seeds.tsv"),
          Boolean.getBoolean("nightly"),
          Rotation.current());

  private final Path failed;
  private final Path tally;
  private final boolean all;
  private final int rotation;

  Seeds(Path failed, Path tally, boolean all, int rotation) {
    this.failed = failed;
    this.tally = tally;
    this.all = all;
    this.rotation = rotation;
  }

  /** A check of one seed. */
  @FunctionalInterface
  public interface Check {
    /**
     * Throws if the check fails.
     *
     * @param seed the seed of a random generator
     * @throws Exception if the check fails or cannot be made
     */
    void of(int seed) throws Exception;
  }

  /**
   * Checks a share of the seeds from 0 to {@code total - 1}, or all of them in a nightly build, and
   * those that have failed before.
   *
   * @param name of the check, unique in its module: failed seeds are kept under it
   * @param total how many seeds there are
   * @param share one seed in how many is tried in an ordinary build
   * @param check what must hold for every seed
   * @throws AssertionError if the check fails; it names the seed
   */
  public static void check(String name, int total, int share, Check check) {
    OF_THIS_MODULE.checkAll(name, total, share, check);
  }

  void checkAll(String name, int total, int share, Check check) {
    Set<Integer> seeds = chosen(name, total, share);
    write(tally, name + "\t" + Math.ceilDiv(total, share) + "\t" + total);
    for (int seed : seeds) {
      try {
        check.of(seed);
      } catch (Exception | Error e) {
        write(failed, name + "\t" + seed);
        throw new AssertionError(
            "seed %d of '%s' (kept in %s): %s".formatted(seed, name, failed, e.getMessage()), e);
      }
    }
  }

  /** The failed ones first. */
  Set<Integer> chosen(String name, int total, int share) {
    Set<Integer> seeds = new LinkedHashSet<>();
    for (String line : lines(failed)) {
      String[] fields = line.split("\t");
      if (fields[0].equals(name)) {
        seeds.add(Integer.valueOf(fields[1]));
      }
    }
    int step = all ? 1 : share;
    for (int seed = rotation % step; seed < total; seed += step) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static Iterable<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized void write(Path file, String line) {
    try {
      for (String present : lines(file)) {
        if (present.equals(line)) {
          return;
        }
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
