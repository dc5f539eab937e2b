package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Every thread has a value of its own. */
class ThreadLocalTest {

  private static void check(Runs.Ended run, List<String> told) {
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    TraceRules.check(run.trace());
    assertThat(run.findings()).isEmpty();
    assertThat(told).containsExactlyInAnyOrder("null A", "null B", "null null");
    List<String> written =
        run.events().stream()
            .filter(event -> event.kind() == Kind.VAR_WRITE)
            .map(
                event ->
                    "%s = %s"
                        .formatted(
                            run.trace().objects().get(event.object()).name(),
                            run.trace().strings().get((int) event.value())))
            .toList();
    assertThat(written)
        .containsExactlyInAnyOrder("user of A = A", "user of B = B", "user of A = null");
  }

  private static void program(ConcurrentLinkedQueue<String> told) throws InterruptedException {
    ThreadLocal<String> user = new TracedThreadLocal<>("user");
    List<TracedThread> threads = new ArrayList<>();
    for (String name : List.of("A", "B")) {
      threads.add(
          TracedThread.platform(
                  name,
                  () -> {
                    String before = String.valueOf(user.get());
                    user.set(name);
                    told.add(before + " " + user.get());
                    if (name.equals("A")) {
                      user.remove();
                    }
                  })
              .start());
    }
    for (TracedThread thread : threads) {
      thread.join();
    }
    told.add(user.get() + " " + user.get());
  }

  @Test
  void live() {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    check(Runs.run(() -> program(told)), List.copyOf(told));
  }

  @Test
  void controlled() {
    for (int seed = 1; seed <= 10; seed++) {
      ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
      Runs.Ended run =
          ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), () -> program(told)).run();
      check(run, List.copyOf(told));
    }
  }
}
