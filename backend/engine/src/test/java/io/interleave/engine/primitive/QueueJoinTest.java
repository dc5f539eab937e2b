package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A queue that is waited for until all that was put is done, live. */
class QueueJoinTest {

  @Test
  void aJoinGivesUpInTimeAndDoneTooOftenIsRefused() {
    List<Object> told = new ArrayList<>();
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedQueue<Integer> jobs = new TracedQueue<>("jobs");
              told.add(jobs.join(1, TimeUnit.MILLISECONDS));
              jobs.put(1);
              told.add(jobs.join(1, TimeUnit.MILLISECONDS));
              jobs.taskDone();
              told.add(jobs.join(1, TimeUnit.MILLISECONDS));
              try {
                jobs.taskDone();
              } catch (IllegalStateException e) {
                told.add(String.valueOf(e.getMessage()));
              }
            });
    assertThat(told)
        .containsExactly(
            true,
            false,
            true,
            "queue 'jobs' had taskDone() called more often than elements were put");
    assertThat(run.words())
        .containsSubsequence(
            "queue.join", "queue.put", "queue.join.fail", "queue.done", "queue.join");
    TraceRules.check(run.trace());
  }

  @Test
  void whoJoinsGoesOnWhenAllIsDone() {
    AtomicInteger done = new AtomicInteger();
    List<Integer> seen = new ArrayList<>();
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedQueue<Integer> jobs = new TracedQueue<>("jobs", 5);
              for (int i = 1; i <= 4; i++) {
                TracedThread.daemon("worker " + i, () -> serve(jobs, done)).start();
              }
              for (int round = 1; round <= 3; round++) {
                for (int job = 0; job < 200; job++) {
                  jobs.put(job);
                }
                jobs.join();
                seen.add(done.get());
              }
            });
    assertThat(seen).containsExactly(200, 400, 600);
    assertThat(run.words()).contains("queue.join");
    TraceRules.check(run.trace());
  }

  private static void serve(TracedQueue<Integer> jobs, AtomicInteger done) {
    try {
      while (true) {
        jobs.take();
        done.incrementAndGet();
        jobs.taskDone();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptEndsTheWait() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedQueue<Integer> jobs = new TracedQueue<>("jobs");
              jobs.put(1);
              TracedThread joiner =
                  TracedThread.platform(
                      "joiner",
                      () -> {
                        try {
                          jobs.join();
                        } catch (InterruptedException e) {
                          jobs.taskDone();
                        }
                      });
              joiner.start();
              joiner.interrupt();
              joiner.join();
              jobs.join();
            });
    int fail = run.words().indexOf("queue.join.fail") + 1;
    assertThat(run.trace().kind(run.trace().cause(fail)).word()).isEqualTo("thread.interrupt");
    TraceRules.check(run.trace());
  }
}
