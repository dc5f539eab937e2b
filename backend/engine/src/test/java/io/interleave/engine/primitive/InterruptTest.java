package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** Interrupts end waits, stay until they are asked for, and exceptions find their handlers. */
class InterruptTest {

  /** The same in a live run, and in some controlled ones. */
  private static List<Runs.Ended> both(Runs.Body body) {
    List<Runs.Ended> runs = new ArrayList<>(List.of(Runs.run(body)));
    for (int seed = 1; seed <= 10; seed++) {
      runs.add(ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), body).run());
    }
    for (Runs.Ended run : runs) {
      assertThat(run.end().status())
          .as(String.valueOf(run.end().reason()))
          .isEqualTo(Status.COMPLETED);
      TraceRules.check(run.trace());
    }
    return runs;
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new AssertionError("not as it should be");
    }
  }

  @Test
  void everyWaitThatCanBeEndedIs() {
    for (Runs.Ended run : both(InterruptTest::waits)) {
      List<Event> ends =
          run.events().stream()
              .filter(event -> event.cause() != 0)
              .filter(event -> run.trace().kind((int) event.cause()) == Kind.THREAD_INTERRUPT)
              .toList();
      assertThat(ends).hasSize(6);
    }
  }

  private static void waits() throws InterruptedException {
    TracedQueue<String> queue = new TracedQueue<>("queue");
    TracedLatch latch = new TracedLatch("latch", 1);
    TracedSemaphore semaphore = new TracedSemaphore("semaphore", 0);
    TracedEvent event = TracedEvent.manual("event");
    TracedReentrantLock lock = new TracedReentrantLock("lock");
    Condition changed = lock.newCondition("changed");
    ConcurrentLinkedQueue<String> interrupted = new ConcurrentLinkedQueue<>();
    List<TracedThread.Body> waits =
        List.of(
            queue::take,
            latch::await,
            semaphore::acquire,
            event::await,
            lock::lockInterruptibly,
            () -> {
              TracedThread never = TracedThread.daemon("never", latch::await).start();
              never.join();
            });
    lock.lock();
    List<TracedThread> threads = new ArrayList<>();
    for (TracedThread.Body wait : waits) {
      threads.add(
          TracedThread.platform(
                  "waiter " + (threads.size() + 1),
                  () -> {
                    try {
                      wait.run();
                    } catch (InterruptedException e) {
                      interrupted.add(TracedThread.currentName());
                      expect(!TracedThread.interrupted());
                    }
                  })
              .start());
    }
    for (TracedThread thread : threads) {
      thread.interrupt();
    }
    for (TracedThread thread : threads) {
      thread.join();
    }
    changed.signal();
    lock.unlock();
    expect(interrupted.size() == waits.size());
  }

  private static String statuses() throws InterruptedException {
    TracedLatch told = new TracedLatch("told", 1);
    List<Boolean> seen = new ArrayList<>();
    TracedThread worker =
        TracedThread.platform(
                "worker",
                () -> {
                  while (!TracedThread.interrupted()) {
                    TracedThread.park();
                  }
                  seen.add(TracedThread.interrupted());
                  told.countDown();
                })
            .start();
    worker.interrupt();
    boolean pending = worker.isInterrupted();
    told.await();
    boolean after = worker.isInterrupted();
    worker.join();
    return pending + " " + seen + " " + after;
  }

  @Test
  void anInterruptStaysUntilItIsAskedFor() throws Exception {
    Report report =
        Explore.program(InterruptTest::statuses)
            .expecting(all -> all.endsWith("[false] false"))
            .exhaustively()
            .check();

    assertThat(new TreeSet<>(report.outcomes().stream().map(Report.Row::value).toList()))
        .as("it is looked at before the worker takes it, or after")
        .containsExactly("false [false] false", "true [false] false");
    both(() -> assertThat(statuses()).endsWith("[false] false"));
  }

  @Test
  void anExceptionFindsTheHandlerOfItsThread() {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    for (Runs.Ended run :
        both(
            () -> {
              TracedThread.platform(
                      "careful",
                      () -> {
                        throw new IllegalStateException("on purpose");
                      })
                  .onUncaught(
                      (thread, thrown) -> {
                        told.add(thread.name() + ": " + thrown.getMessage());
                        Activity.note("told");
                        throw new IllegalStateException("out of the handler");
                      })
                  .start()
                  .join();
              TracedThread.platform(
                      "careless",
                      () -> {
                        throw new IllegalStateException("on purpose");
                      })
                  .start()
                  .join();
            })) {
      assertThat(run.trace().strings().all())
          .containsExactly(
              "uncaught, for its handler: java.lang.IllegalStateException: on purpose",
              "told",
              "uncaught java.lang.IllegalStateException: out of the handler",
              "uncaught java.lang.IllegalStateException: on purpose");
      assertThat(run.words().stream().filter("thread.end"::equals)).hasSize(3);
    }
    assertThat(told).hasSize(11).containsOnly("careful: on purpose");
  }
}
