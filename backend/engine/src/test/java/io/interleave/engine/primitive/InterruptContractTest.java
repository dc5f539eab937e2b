package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.primitive.BlockingOperations.Cleanup;
import io.interleave.engine.primitive.BlockingOperations.Operation;
import io.interleave.engine.primitive.BlockingOperations.Row;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An interrupt does to every operation that can wait what it does to the JDK's: live, and
 * controlled on whatever carries the tasks.
 */
class InterruptContractTest {

  private static final int SEEDS = 4;

  /** When the thread of an operation is interrupted. */
  private enum When {
    /** By itself, before the operation. */
    ON_ENTRY,
    /** By another thread, while it waits; where a scheduler says so, before. */
    WAITING,
    /** While it waits; it sets its status again, and does the same once more. */
    RESTORED
  }

  /** How a thread of either world is told of itself. */
  private record World(Cleanup interruptSelf, Taking status) {}

  @FunctionalInterface
  private interface Taking {
    boolean take();
  }

  private static final World JDK =
      new World(() -> Thread.currentThread().interrupt(), Thread::interrupted);
  private static final World OURS =
      new World(TracedThread::interruptCurrent, TracedThread::interrupted);
  // A program may ask the JDK to do it.
  private static final World OURS_BY_THE_JDK =
      new World(() -> Thread.currentThread().interrupt(), TracedThread::interrupted);

  // By row and moment, what the JDK's operation does; asked once, for its threads are slow to wait.
  private static final Map<String, String> EXPECTED = new ConcurrentHashMap<>();

  @BeforeAll
  static void askTheJdk() throws Exception {
    for (When when : When.values()) {
      for (Row row : rows(when, each -> true)) {
        String before = EXPECTED.put(key(row, when), jdk(row, when));
        assertThat(before).as("two rows called %s", key(row, when)).isNull();
      }
    }
  }

  private static String key(Row row, When when) {
    return row.name() + (row.waits() ? ", waiting, " : ", ") + when;
  }

  private static List<Row> rows(When when, Predicate<Row> which) {
    return BlockingOperations.all().stream()
        .filter(row -> when == When.ON_ENTRY || row.waits())
        .filter(row -> when == When.ON_ENTRY || !row.name().contains("without the lock"))
        .filter(which)
        .toList();
  }

  /** What becomes of an operation, and of the status of its thread. */
  private static String does(Operation operation, When when, World world) throws Exception {
    if (when == When.ON_ENTRY) {
      world.interruptSelf.run();
    }
    String became = result(operation);
    if (when == When.RESTORED && became.equals("InterruptedException")) {
      world.interruptSelf.run();
      became += ", again " + result(operation);
    }
    return became + (world.status.take() ? ", interrupted" : "");
  }

  private static String result(Operation operation) {
    try {
      return String.valueOf(operation.run());
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String jdk(Row row, When when) throws Exception {
    List<Cleanup> cleanups = new ArrayList<>();
    Operation operation = row.jdk().make(cleanups);
    CompletableFuture<String> became = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    became.complete(does(operation, when, JDK));
                  } catch (Exception e) {
                    became.completeExceptionally(e);
                  }
                });
    if (when != When.ON_ENTRY) {
      while (!waits(thread.getState())) {
        Thread.onSpinWait();
      }
      thread.interrupt();
    }
    thread.join();
    for (Cleanup cleanup : cleanups) {
      cleanup.run();
    }
    return became.join();
  }

  private static boolean waits(Thread.State state) {
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private static String ours(Row row, When when, World world, boolean live) throws Exception {
    List<Cleanup> cleanups = new ArrayList<>();
    Operation operation = row.ours().make(cleanups);
    List<String> became = new ArrayList<>();
    TracedThread thread =
        TracedThread.platform(
                "thread",
                () -> {
                  try {
                    became.add(does(operation, when, world));
                  } catch (Exception e) {
                    throw new AssertionError(row.name(), e);
                  }
                })
            .start();
    if (when != When.ON_ENTRY) {
      while (live && !waits(thread.state())) {
        Thread.onSpinWait();
      }
      thread.interrupt();
    }
    thread.join();
    for (Cleanup cleanup : cleanups) {
      cleanup.run();
    }
    return String.join(" ", became);
  }

  private static void compare(
      When when, Predicate<Row> which, boolean live, Function<Runs.Body, Runs.Ended> running) {
    for (World world : List.of(OURS, OURS_BY_THE_JDK)) {
      Map<String, String> became = new LinkedHashMap<>();
      Map<String, String> expected = new LinkedHashMap<>();
      List<Row> rows = rows(when, which);
      Runs.Ended run =
          running.apply(
              () -> {
                for (Row row : rows) {
                  became.put(key(row, when), ours(row, when, world, live));
                }
              });
      rows.forEach(row -> expected.put(key(row, when), EXPECTED.get(key(row, when))));
      assertThat(became).containsExactlyEntriesOf(expected);
      assertThat(run.end().status())
          .as("%s %s", run.end().reason(), run.findings())
          .isEqualTo(Status.COMPLETED);
      TraceRules.check(run.trace());
    }
  }

  private static void controlled(When when, Predicate<Row> which, Strategies strategy) {
    for (Driver.Kind carrier : Driver.Kind.values()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        Plan plan = Plan.by(strategy, seed);
        compare(
            when,
            which,
            false,
            body -> ControlledRuns.run(plan, Runs.program(body), carrier).run());
      }
    }
  }

  @Test
  void onEntry() {
    compare(When.ON_ENTRY, row -> true, true, Runs::run);
    controlled(When.ON_ENTRY, row -> true, Strategies.RANDOM);
  }

  @Test
  void whileItWaits() {
    compare(When.WAITING, row -> true, true, Runs::run);
    // Time is over whenever a scheduler likes.
    controlled(When.WAITING, row -> !row.timed(), Strategies.RANDOM);
  }

  @Test
  void restored() {
    compare(When.RESTORED, row -> true, true, Runs::run);
    controlled(When.RESTORED, row -> !row.timed(), Strategies.RANDOM);
  }

  @Test
  void whatWasInterruptedBeforeDidNotHappen() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedSemaphore semaphore = new TracedSemaphore("semaphore", 1);
              TracedThread.interruptCurrent();
              try {
                semaphore.acquire();
              } catch (InterruptedException e) {
                Activity.note("interrupted");
              }
              assertThat(semaphore.availablePermits()).isEqualTo(1);
            });

    assertThat(run.words())
        .containsExactly(
            "thread.start", "semaphore.request", "semaphore.fail", "note", "thread.end");
    assertThat(run.trace().timed(2)).as("it gave up by itself").isTrue();
  }
}
