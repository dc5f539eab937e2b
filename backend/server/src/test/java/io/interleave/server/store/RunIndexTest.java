package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunIndexTest {

  /** Counts how often anything is asked of any of them. */
  private static final class Asked implements RunIndex.Member {
    static final AtomicInteger ASKED = new AtomicInteger();

    private final String id;
    private final long second;
    private final String scenario;

    Asked(String id, long second, String scenario) {
      this.id = id;
      this.second = second;
      this.scenario = scenario;
    }

    @Override
    public String id() {
      ASKED.incrementAndGet();
      return id;
    }

    @Override
    public Instant created() {
      ASKED.incrementAndGet();
      return Instant.ofEpochSecond(second);
    }

    @Override
    public String scenario() {
      ASKED.incrementAndGet();
      return scenario;
    }
  }

  @Test
  void whatItAnswersDoesNotDependOnHowManyThereAre() {
    RunIndex<Asked> index = new RunIndex<>();
    for (int i = 0; i < 100_000; i++) {
      index.add(new Asked("run" + i, i, "scenario" + i % 100));
    }
    Asked.ASKED.set(0);
    assertThat(index.newest().limit(50)).hasSize(50);
    assertThat(index.newest("scenario7").limit(50)).hasSize(50);
    assertThat(index.newest("none")).isEmpty();
    assertThat(index.find("run5")).isNotNull();
    assertThat(index.oldest().iterator().next().second).isZero();
    assertThat(Asked.ASKED.get()).as("runs looked at").isLessThan(500);
  }

  @Test
  void itIsInTheOrderThatASortGives() {
    Seeds.check(
        "runs in order",
        200,
        4,
        seed -> {
          Random random = new Random(seed);
          RunIndex<Asked> index = new RunIndex<>();
          List<Asked> plain = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            if (!plain.isEmpty() && random.nextInt(3) == 0) {
              index.remove(plain.remove(random.nextInt(plain.size())));
            } else {
              Asked run = new Asked("run" + i, random.nextInt(20), "s" + random.nextInt(3));
              plain.add(run);
              index.add(run);
            }
          }
          plain.sort(
              Comparator.comparing((Asked run) -> run.second)
                  .thenComparing(run -> run.id)
                  .reversed());
          assertThat(index.newest()).containsExactlyElementsOf(plain);
          assertThat(index.oldest()).containsExactlyElementsOf(plain.reversed());
          for (String scenario : List.of("s0", "s1", "s2", "s3")) {
            assertThat(index.newest(scenario))
                .containsExactlyElementsOf(
                    plain.stream().filter(run -> run.scenario.equals(scenario)).toList());
          }
        });
  }
}
