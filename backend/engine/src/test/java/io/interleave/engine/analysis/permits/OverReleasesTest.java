package io.interleave.engine.analysis.permits;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the obvious twin: permits are counted anew for each release. */
class OverReleasesTest {

  private static final int SHARE = 8;

  private record Twin(Trace trace) {

    private long permitsAfter(int semaphore, int moment) {
      long permits = trace.objects().get(semaphore).initial();
      for (int seq = 1; seq <= moment; seq++) {
        if (trace.object(seq) == semaphore) {
          permits += trace.kind(seq) == Kind.SEMAPHORE_RELEASE ? trace.value(seq) : 0;
          permits -= trace.kind(seq) == Kind.SEMAPHORE_ACQUIRE ? trace.value(seq) : 0;
        }
      }
      return permits;
    }

    private boolean answersNobody(int fail) {
      int before = fail - 1;
      while (before > 0 && trace.thread(before) != trace.thread(fail)) {
        before--;
      }
      return before == 0 || trace.kind(before) != Kind.SEMAPHORE_REQUEST;
    }

    List<Long> all() {
      List<Long> excess = new ArrayList<>();
      Set<List<Integer>> places = new HashSet<>();
      for (int seq = 1; seq <= trace.size(); seq++) {
        if (trace.object(seq) == 0) {
          continue;
        }
        ObjectInfo info = trace.objects().get(trace.object(seq));
        boolean over =
            switch (trace.kind(seq)) {
              case SEMAPHORE_RELEASE ->
                  info.initial() > 0 && permitsAfter(info.id(), seq) > info.initial();
              case SEMAPHORE_FAIL -> answersNobody(seq);
              default -> false;
            };
        if (over && places.add(List.of(info.id(), trace.site(seq)))) {
          excess.add((long) seq);
        }
      }
      return excess;
    }
  }

  @ParameterizedTest
  @CsvSource({"SEMAPHORES, 10000, 2000", "MIXED, 3000, 100"})
  void agreesWithTheObviousTwin(RandomPrograms.Kind kind, int seeds, int least) {
    Shown shown = new Shown(seeds, SHARE);
    RandomTraces.each(
        "over-releases",
        kind,
        seeds,
        SHARE,
        4,
        6,
        (seed, trace, ending) -> {
          List<Finding> found = Found.by(new OverReleases(trace), trace, Close.ENDED);
          List<Long> expected = new Twin(trace).all();
          assertThat(found.stream().map(finding -> finding.events().getFirst()).toList())
              .as("seed %d", seed)
              .isEqualTo(expected);
          shown.add(seed, expected.size());
        });
    shown.atLeast("releases too many", least);
  }

  @Test
  void aPermitThatWasNotTakenIsOneTooMany() {
    List<Finding> found =
        Found.in(
            20,
            "over-release",
            () -> {
              TracedSemaphore seats = new TracedSemaphore("seats", 2);
              boolean seated = seats.tryAcquire(3);
              seats.release(seated ? 3 : 1);
            });
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en())
        .startsWith("main gave 'seats' more permits than had been taken (")
        .endsWith(
            "): it began with 2, and once all are back it has 3. So far main took 0 of them and"
                + " gave 1.");
  }

  @Test
  void aBoundedSemaphoreRefuses() {
    List<Finding> found =
        Found.in(
            20,
            "over-release",
            () -> {
              TracedSemaphore seats = TracedSemaphore.bounded("seats", 1);
              boolean _ = seats.tryAcquire(2);
              try {
                seats.release();
              } catch (IllegalStateException e) {
                seats.acquire();
              }
              seats.release();
            });
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en()).contains("gave 'seats' a permit too many (");
  }

  /** Each gives what the other took, and one of the two semaphores only carries signals. */
  @Test
  void producersAndConsumersAreRight() {
    assertThat(
            Found.in(
                50,
                "over-release",
                () -> {
                  TracedSemaphore room = new TracedSemaphore("room", 2);
                  TracedSemaphore items = new TracedSemaphore("items", 0);
                  TracedThread consumer =
                      TracedThread.platform(
                          "consumer",
                          () -> {
                            for (int i = 0; i < 5; i++) {
                              items.acquireUninterruptibly();
                              room.release();
                            }
                          });
                  consumer.start();
                  for (int i = 0; i < 5; i++) {
                    room.acquire();
                    items.release();
                  }
                  consumer.join();
                }))
        .isEmpty();
  }
}
