package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;

/**
 * How often the seeds of a check showed what it looks for, so that it cannot pass for want of it.
 * Where all seeds are tried, the whole claim must hold; where a share of them is, half of the
 * share's part. Where all are, every share is held to that as well: no build fails because its
 * share is an unlucky one.
 */
public final class Shown {

  private final int total;
  private final int[] counts;
  private final BitSet tried = new BitSet();

  /**
   * Nothing yet.
   *
   * @param total how many seeds there are
   * @param share one seed in how many is tried in an ordinary build
   */
  public Shown(int total, int share) {
    this.total = total;
    this.counts = new int[share];
  }

  /** Notes what one seed showed. To be told of each seed that is tried, if only of a zero. */
  public void add(long seed, int count) {
    tried.set((int) seed);
    counts[(int) seed % counts.length] += count;
  }

  /** Checks that all seeds show it at least so often. */
  public void atLeast(String what, int least) {
    int part = least / (2 * counts.length);
    if (isWhole()) {
      assertThat(sum()).as(what).isGreaterThanOrEqualTo(least);
      for (int count : counts) {
        assertThat(count).as("%s, by a share", what).isGreaterThanOrEqualTo(part);
      }
    } else {
      assertThat(sum()).as("%s, by a share", what).isGreaterThanOrEqualTo(part);
    }
  }

  /** Checks that it is shown at most in one of so many cases of another thing: of a share, two. */
  public void atMostOneIn(int cases, Shown other, String what) {
    if (isWhole()) {
      assertThat(sum()).as(what).isLessThanOrEqualTo(other.sum() / cases);
      for (int i = 0; i < counts.length; i++) {
        assertThat(counts[i])
            .as("%s, by a share", what)
            .isLessThanOrEqualTo(2 * other.counts[i] / cases);
      }
    } else {
      assertThat(sum()).as("%s, by a share", what).isLessThanOrEqualTo(2 * other.sum() / cases);
    }
  }

  /** How often it was shown. */
  public int sum() {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  private boolean isWhole() {
    return tried.cardinality() == total;
  }

  @Override
  public String toString() {
    return String.valueOf(sum());
  }
}
