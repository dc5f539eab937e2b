package io.interleave.engine.run;

import static io.interleave.engine.Translations.english;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.ControlledRuns.Controlled;
import io.interleave.engine.NoThreadIsLeft;
import io.interleave.engine.Runs;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedBarrier;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.testing.Nightly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoThreadIsLeft.class)
class ControlledRunTest {

  private static final Observer NOBODY =
      new Observer() {
        @Override
        public void events(Trace trace, int from, int to) {}

        @Override
        public void finding(Finding finding) {}

        @Override
        public void end(Trace trace, End end) {}
      };

  static final Program LOST_UPDATE =
      () -> {
        SharedInt counter = SharedInt.plain("counter", 0);
        TracedThread.Body add = () -> counter.set(counter.get() + 1);
        TracedThread one = TracedThread.platform("one", add).start();
        TracedThread two = TracedThread.platform("two", add).start();
        one.join();
        two.join();
        int total = counter.get();
        return new Outcome(String.valueOf(total), total == 2, "");
      };

  private static Program oppositeLocks(AtomicInteger unwound) {
    return Runs.program(
        () -> {
          var a = new TracedReentrantLock("A");
          var b = new TracedReentrantLock("B");
          TracedThread one = TracedThread.platform("one", () -> nested(a, b, unwound)).start();
          TracedThread two = TracedThread.platform("two", () -> nested(b, a, unwound)).start();
          one.join();
          two.join();
        });
  }

  private static void nested(
      TracedReentrantLock outer, TracedReentrantLock inner, AtomicInteger unwound) {
    try {
      outer.lock();
      inner.lock();
      inner.unlock();
      outer.unlock();
    } finally {
      unwound.incrementAndGet();
    }
  }

  private static End end(Program program, Plan plan, Limits limits, Driver.Kind carrier) {
    return ControlledRun.start(program, plan, limits, NOBODY, carrier)
        .end()
        .orTimeout(10, TimeUnit.MINUTES)
        .join();
  }

  // --- schedules ---

  @ParameterizedTest
  @EnumSource
  void aScheduleSaysWhatHappens(Driver.Kind carrier) {
    // Both read before either writes.
    Plan lost = Plan.replaying(Schedule.parse("1,2*2,3*2,2"));
    Plan right = Plan.replaying(Schedule.parse("1,2*4,3"));

    Controlled one = ControlledRuns.run(lost, LOST_UPDATE, carrier);
    Controlled two = ControlledRuns.run(right, LOST_UPDATE, carrier);

    assertThat(one.run().end().outcome()).extracting(Outcome::value).isEqualTo("1");
    assertThat(two.run().end().outcome()).extracting(Outcome::value).isEqualTo("2");
    assertThat(one.schedule().toString()).startsWith("1,2*2,3*2,2");
  }

  @ParameterizedTest
  @EnumSource
  void anImpossibleStepIsNamed(Driver.Kind carrier) {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("1,2*9", "Step 6 of the schedule is impossible: thread 2, one, cannot go then.");
    reasons.put("1,7", "Step 2 of the schedule is impossible: there is no thread 7 then.");
    reasons.put("2", "Step 1 of the schedule is impossible: there is no thread 2 then.");
    reasons.forEach(
        (schedule, reason) -> {
          Plan plan = Plan.replaying(Schedule.parse(schedule));
          End end = end(LOST_UPDATE, plan, Runs.LIMITS, carrier);
          assertThat(end.status()).isEqualTo(Status.FAILED);
          assertThat(english(end.reason())).as(schedule).isEqualTo(reason);
        });
  }

  // --- ends ---

  @ParameterizedTest
  @EnumSource
  void aDeadlockIsFoundAndToldAndUnwound(Driver.Kind carrier) {
    AtomicInteger unwound = new AtomicInteger();

    Controlled run =
        ControlledRuns.run(Plan.by(Strategies.ROUND_ROBIN, 1), oppositeLocks(unwound), carrier);

    assertThat(run.run().end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(english(run.run().end().reason())).isNotBlank();
    assertThat(run.run().findings()).hasSize(1);
    if (carrier == Driver.Kind.VIRTUAL_THREADS) {
      // Threads must not be left parked for ever; a continuation that nobody resumes is garbage.
      assertThat(unwound).hasValue(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsCutAtTheBoundOnSteps(Driver.Kind carrier) {
    Plan plan = Plan.by(Strategies.RANDOM, 1).with(Settings.DEFAULT.withSteps(20));

    End end = end(forEver(new AtomicInteger()), plan, Runs.LIMITS, carrier);

    assertThat(end.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(english(end.reason())).isEqualTo("The run was cut after 20 steps.");
  }

  private static Program forEver(AtomicInteger rounds) {
    return Runs.program(
        () -> {
          SharedInt x = SharedInt.plain("x", 0);
          while (true) {
            x.set(1);
            rounds.incrementAndGet();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void itCanBeCancelled(Driver.Kind carrier) throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    Plan plan = Plan.by(Strategies.RANDOM, 1).with(Settings.DEFAULT.withSteps(Integer.MAX_VALUE));
    ControlledRun run = ControlledRun.start(forEver(rounds), plan, Runs.LIMITS, NOBODY, carrier);
    while (rounds.get() == 0 && !run.end().isDone()) {
      Thread.sleep(1);
    }

    run.cancel();
    run.cancel();

    assertThat(run.end().orTimeout(10, TimeUnit.MINUTES).join().status())
        .isEqualTo(Status.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource
  void itEndsAtItsLimits(Driver.Kind carrier) {
    Plan plan = Plan.by(Strategies.RANDOM, 1).with(Settings.DEFAULT.withSteps(Integer.MAX_VALUE));
    Limits few = new Limits(1_000, 4, Runs.LIMITS.maxDuration());
    Limits shortly = new Limits(8_000_000, 4, Duration.ofMillis(50));
    Program threads =
        Runs.program(
            () -> {
              for (int i = 0; i < 10; i++) {
                TracedThread.platform("t" + i, () -> {}).start();
              }
            });

    End events = end(forEver(new AtomicInteger()), plan, few, carrier);
    End tooMany = end(threads, plan, few, carrier);
    End late = end(sleepers(), plan, shortly, carrier);

    assertThat(events.status()).isEqualTo(Status.FAILED);
    assertThat(english(events.reason())).isEqualTo("The run recorded more than 1000 events.");
    assertThat(tooMany.status()).isEqualTo(Status.FAILED);
    assertThat(english(tooMany.reason())).isEqualTo("The run started more than 4 threads.");
    assertThat(late.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(english(late.reason())).isEqualTo("The run took longer than 50 ms.");
  }

  /** Takes real time, not many events. */
  private static Program sleepers() {
    return Runs.program(
        () -> {
          SharedInt x = SharedInt.plain("x", 0);
          while (true) {
            x.set(1);
            Thread.sleep(1);
          }
        });
  }

  @Test
  void whatTheProgramThrowsIsTold() {
    Program program =
        () -> {
          throw new IllegalStateException("no milk");
        };

    End end = end(program, Plan.by(Strategies.RANDOM, 1), Runs.LIMITS, Driver.Kind.best());

    assertThat(end.status()).isEqualTo(Status.FAILED);
    assertThat(english(end.reason())).contains("no milk");
  }

  // --- what no scheduler can see ---

  @Test
  void whoWaitsWhereNoSchedulerSeesItIsNamed() {
    Object monitor = new Object();
    isNamed(
        Map.of(
            "waits outside the instrumented primitives, in java.lang.Object.wait",
            () -> {
              synchronized (monitor) {
                monitor.wait();
              }
            },
            "waits outside the instrumented primitives, in",
            LockSupport::park));
  }

  /** After eight seconds of two processors; DriverTest has less patience. */
  @Nightly
  @Test
  void whoComputesForLongIsNamed() {
    AtomicBoolean stop = new AtomicBoolean();
    isNamed(
        Map.of(
            "computes in",
            () -> {
              while (!stop.get()) {
                Thread.onSpinWait();
              }
            }));
    stop.set(true);
  }

  private static void isNamed(Map<String, TracedThread.Body> bodies) {
    List<String> wanted = new ArrayList<>();
    List<ControlledRun> runs = new ArrayList<>();
    for (Driver.Kind carrier : Driver.Kind.values()) {
      bodies.forEach(
          (words, body) -> {
            wanted.add(words);
            Program program =
                Runs.program(() -> TracedThread.platform("sleepy", body).start().join());
            Plan plan = Plan.by(Strategies.RANDOM, 1);
            runs.add(ControlledRun.start(program, plan, Runs.LIMITS, NOBODY, carrier));
          });
    }
    for (int i = 0; i < runs.size(); i++) {
      End end = runs.get(i).end().orTimeout(10, TimeUnit.MINUTES).join();
      assertThat(end.status()).as(wanted.get(i)).isEqualTo(Status.FAILED);
      assertThat(english(end.reason())).startsWith("Thread 'sleepy' ").contains(wanted.get(i));
    }
  }

  /**
   * A monitor that is held while another thread goes: never a silent hang, nor silently nothing.
   */
  @ParameterizedTest
  @EnumSource
  @NoThreadIsLeft.But("Who waits for a monitor cannot be told to stop.")
  void aMonitorHeldAcrossAnOperationIsNamed(Driver.Kind carrier) {
    Object monitor = new Object();
    int[] inside = {0};
    int[] most = {0};
    Program program =
        Runs.program(
            () -> {
              SharedInt x = SharedInt.plain("x", 0);
              TracedThread.Body body =
                  () -> {
                    synchronized (monitor) {
                      most[0] = Math.max(most[0], ++inside[0]);
                      x.set(1);
                      inside[0]--;
                    }
                  };
              TracedThread one = TracedThread.platform("one", body).start();
              TracedThread two = TracedThread.platform("two", body).start();
              one.join();
              two.join();
            });
    String reason;
    try {
      End end = end(program, Plan.by(Strategies.ROUND_ROBIN, 1), Runs.LIMITS, carrier);
      assertThat(end.status()).isEqualTo(Status.FAILED);
      reason = String.valueOf(end.reason());
    } catch (CompletionException e) {
      reason = String.valueOf(e.getCause());
    }
    assertThat(most[0]).as("threads in one monitor").isEqualTo(1);
    assertThat(reason).contains("two");
  }

  // --- primitives whose live twin is the JDK's own ---

  @ParameterizedTest
  @EnumSource
  void aResetBreaksTheBarrierForWhoWaits(Driver.Kind carrier) {
    StringBuilder end = new StringBuilder();
    Controlled run =
        ControlledRuns.run(
            Plan.replaying(Schedule.parse("1,2*2")),
            Runs.program(
                () -> {
                  TracedBarrier barrier = new TracedBarrier("barrier", 2);
                  TracedThread waiter =
                      TracedThread.platform(
                              "waiter",
                              () -> {
                                try {
                                  barrier.await();
                                  end.append("passed");
                                } catch (BrokenBarrierException e) {
                                  end.append("broken");
                                }
                              })
                          .start();
                  while (barrier.getNumberWaiting() == 0) {}
                  barrier.reset();
                  waiter.join();
                }),
            carrier);

    assertThat(run.run().end().status()).isEqualTo(Status.COMPLETED);
    assertThat(end.toString()).isEqualTo("broken");
  }
}
