package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.client.Shares.Place;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Admission and turns together, with no clock: in each step everybody asks, in random order and
 * some much more often than others, and what runs goes on. Two run at once, 64 may wait.
 */
class FairnessTest {

  private static final int CLIENTS = 50;
  private static final int STEPS = 500;

  private record Job(int client, Place place) {}

  private record Running(Job job, int until) {}

  @Test
  void fiftyClientsFlatOutGetAboutTheSame() {
    Seeds.check(
        "fifty clients flat out",
        200,
        50,
        seed -> {
          int[] runs = play(new Random(seed));
          int least = Arrays.stream(runs).min().orElseThrow();
          int most = Arrays.stream(runs).max().orElseThrow();
          assertThat(least).as(Arrays.toString(runs)).isPositive();
          assertThat(most).as(Arrays.toString(runs)).isLessThanOrEqualTo(least + 3);
        });
  }

  /** How many runs of each client ended. */
  private static int[] play(Random random) {
    Shares shares = SharesTest.shares(66, 4, 4);
    int[] now = {0};
    List<Running> running = new ArrayList<>();
    Turnstile<Job> turnstile =
        new Turnstile<>(2, 4, job -> running.add(new Running(job, now[0] + 1 + random.nextInt(3))));
    int[] eagerness = random.ints(CLIENTS, 1, 8).toArray();
    List<Integer> asking = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      asking.addAll(Collections.nCopies(eagerness[client], client));
    }
    int[] runs = new int[CLIENTS];
    for (; now[0] < STEPS; now[0]++) {
      Collections.shuffle(asking, random);
      for (int number : asking) {
        Client client = new Client("address " + number, "");
        SharesTest.attempt(shares, client)
            .ifPresent(place -> turnstile.enter(client, new Job(number, place)));
      }
      for (Running one : List.copyOf(running)) {
        if (one.until() <= now[0]) {
          running.remove(one);
          runs[one.job().client()]++;
          one.job().place().giveBack();
          turnstile.leave();
        }
      }
    }
    return runs;
  }
}
