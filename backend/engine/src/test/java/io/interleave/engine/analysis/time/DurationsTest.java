package io.interleave.engine.analysis.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void theMedianLiesBetweenItsBounds() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Durations durations = new Durations();
      long[] all = new long[1 + random.nextInt(30)];
      for (int i = 0; i < all.length; i++) {
        all[i] = random.nextLong(1L << random.nextInt(1, 40));
        durations.add(all[i]);
      }
      Arrays.sort(all);
      long median = all[(all.length - 1) / 2];
      assertThat(durations.medianAtLeast()).isLessThanOrEqualTo(median);
      assertThat(durations.medianAtMost()).isGreaterThanOrEqualTo(median);
      assertThat(durations.medianAtMost()).isIn(0L, durations.medianAtLeast() * 2);
      assertThat(durations.count()).isEqualTo(all.length);
    }
  }

  @Test
  void manyAddUp() {
    Durations one = new Durations();
    one.add(5);
    Durations other = new Durations();
    other.add(900);
    other.add(1_000);
    one.add(other);
    assertThat(one.count()).isEqualTo(3);
    assertThat(one.medianAtLeast()).isEqualTo(512);
    assertThat(new Durations().medianAtMost()).isZero();
  }
}
