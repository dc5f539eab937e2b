package io.interleave.engine.analysis.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Found;
import io.interleave.engine.Runs;
import io.interleave.engine.Translations;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.findings.Findings;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Strategies;
import io.interleave.sample.Careless;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A thread that an exception ended is told of, however that came about; one that was handled not.
 */
class UncaughtExceptionsTest {

  private static final String TYPE = "uncaught-exception";

  /** Live, and controlled on both carriers. */
  private static List<Runs.Ended> all(Runs.Body body) {
    List<Runs.Ended> runs = new ArrayList<>(List.of(Runs.run(body)));
    for (Driver.Kind carrier : Driver.Kind.values()) {
      for (int seed = 1; seed <= 5; seed++) {
        Plan plan = Plan.by(Strategies.RANDOM, seed);
        runs.add(ControlledRuns.run(plan, Runs.program(body), carrier).run());
      }
    }
    for (Runs.Ended run : runs) {
      Timing timing = run == runs.getFirst() ? Timing.REAL : Timing.STEPS;
      assertThat(of(Findings.of(run.trace(), timing, Close.ENDED)))
          .as("what the trace alone says")
          .isEqualTo(of(run.findings()));
    }
    return runs;
  }

  private static List<Finding> of(List<Finding> findings) {
    return findings.stream().filter(finding -> finding.type().equals(TYPE)).toList();
  }

  private static Finding only(Runs.Ended run) {
    List<Finding> found = of(run.findings());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static void assertFound(String thread, String error, Runs.Body body) {
    for (Runs.Ended run : all(body)) {
      Finding finding = only(run);
      assertTranslated(finding.message(), error.substring(0, error.lastIndexOf(" (")), run.trace());
      assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
      assertThat(finding.threads())
          .extracting(id -> run.trace().threads().get(id).name())
          .containsExactly(thread);
      assertThat(run.trace().kind(finding.events().getFirst().intValue())).isEqualTo(Kind.NOTE);
      assertThat(finding.message().en())
          .startsWith(thread + " ended because of an exception that nothing caught: " + error);
    }
  }

  /** What the exception says is the program's and the same in every language. */
  private static void assertTranslated(Text message, String error, Trace trace) {
    assertThat(message.en()).contains(error);
    assertThat(message.zh()).contains(error);
    Translations.check(
        new Text(message.en().replace(error, ""), message.zh().replace(error, "")), trace);
  }

  private static void assertNotFound(Runs.Body body) {
    all(body).forEach(run -> assertThat(of(run.findings())).isEmpty());
  }

  private static void inThread(TracedThread.Body body) throws InterruptedException {
    TracedThread.platform("t", body).start().join();
  }

  private static int endless(int depth) {
    return depth < 0 ? 0 : endless(depth + 1) + 1;
  }

  @Test
  void errorsOfThreads() {
    assertFound(
        "t",
        "java.lang.AssertionError (",
        () ->
            inThread(
                () -> {
                  throw new AssertionError();
                }));
    assertFound(
        "t",
        "java.lang.StackOverflowError (",
        () -> inThread(() -> assertThat(endless(0)).isZero()));
    assertFound(
        "t",
        "java.lang.IllegalMonitorStateException: lock 'lock' is not held by thread t (",
        () -> {
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          inThread(lock::unlock);
        });
    assertFound(
        "t",
        "java.lang.IllegalArgumentException: a number of permits of 's' is 0 or more, not -1 (",
        () -> {
          TracedSemaphore semaphore = new TracedSemaphore("s", 1);
          inThread(() -> semaphore.release(-1));
        });
  }

  @Test
  void daemonsAndVirtualThreads() {
    assertFound(
        "d",
        "java.lang.IllegalStateException: on purpose (",
        () -> TracedThread.daemon("d", Careless::fail).start().join());
    assertFound(
        "v",
        "java.lang.IllegalStateException: on purpose (",
        () -> TracedThread.virtual("v", Careless::fail).start().join());
  }

  @Test
  void tasksWithoutAFuture() {
    assertFound(
        "pool-1",
        "java.lang.IllegalStateException: on purpose (",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            pool.execute(Careless::fail);
          }
        });
  }

  @Test
  void theLineThatThrew() {
    for (Runs.Ended run : all(() -> inThread(Careless::fail))) {
      Finding finding = only(run);
      assertThat(finding.message().en())
          .contains("on purpose (Careless.java:" + Careless.LINE + ").");
      Translations.check(finding.message(), run.trace());
      Trace trace = run.trace();
      assertThat(trace.sites().get(trace.site(finding.events().getFirst().intValue())))
          .isEqualTo(new Site("io/interleave/sample/Careless.java", Careless.LINE));
    }
  }

  /** What an exception says of itself is the program's code too. */
  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("not even a word");
    }
  }

  @Test
  void exceptionsThatCannotSayWhatTheyAre() {
    assertFound(
        "t",
        Unspeakable.class.getName() + " (",
        () ->
            inThread(
                () -> {
                  throw new Unspeakable();
                }));
  }

  @Test
  void anInterruptThatEndsItsThreadIsNoFault() {
    assertNotFound(
        () -> {
          TracedLatch never = new TracedLatch("never", 1);
          TracedThread thread = TracedThread.platform("t", never::await).start();
          thread.interrupt();
          thread.join();
        });
  }

  @Test
  void aHandlerIsTold() {
    assertNotFound(
        () -> TracedThread.platform("t", Careless::fail).onUncaught((_, _) -> {}).start().join());
  }

  @Test
  void aHandlerThatFailsIsTheThreadsEnd() {
    assertFound(
        "t",
        "java.lang.IllegalStateException: on purpose (",
        () ->
            TracedThread.platform(
                    "t",
                    () -> {
                      throw new AssertionError("handled");
                    })
                .onUncaught((_, _) -> Careless.fail())
                .start()
                .join());
  }

  @Test
  void exceptionsOfFuturesAreNotUncaught() {
    assertNotFound(
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            boolean _ = pool.submit(Careless::fail).isDone();
          }
        });
  }

  @Test
  void theEndOfARunIsNoException() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedLatch never = new TracedLatch("never", 1);
              TracedThread.daemon("d", never::await).start();
            });
    assertThat(of(run.findings())).isEmpty();
    assertThat(Found.by(new UncaughtExceptions(run.trace()), run.trace(), Close.CUT)).isEmpty();
  }
}
