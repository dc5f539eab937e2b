package io.interleave.engine.run;

import io.interleave.engine.event.Trace;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.ImpossibleStep;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Replay;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.schedule.Strategy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run whose every step a scheduler decides: the same plan gives the same trace.
 *
 * <p>A thread of its own executes it, another watches over that and tells the observer once all is
 * over. Thread-safe.
 */
public final class ControlledRun {

  private final Execute program;
  private final Plan plan;
  private final Settings settings;
  private final Limits limits;
  private final Observer observer;
  private final Driver driver;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  // Written by the driver before it ends.
  private Driver.@Nullable Done done;
  private @Nullable Throwable error;
  private volatile Trace trace = new Trace();

  private ControlledRun(
      Program program, Plan plan, Limits limits, Observer observer, Driver.Kind carrier) {
    this.program = new Execute(program);
    this.plan = plan;
    this.settings = plan.settings().withThreads(limits.maxThreads()).withEvents(limits.maxEvents());
    this.limits = limits;
    this.observer = observer;
    this.driver = new Driver(this::drive, carrier);
  }

  /**
   * Starts a run; returns at once.
   *
   * @param observer is told everything, by one thread of the run's own
   */
  public static ControlledRun start(Program program, Plan plan, Limits limits, Observer observer) {
    return start(program, plan, limits, observer, Driver.Kind.best());
  }

  /** The same on a certain kind of carrier. */
  public static ControlledRun start(
      Program program, Plan plan, Limits limits, Observer observer, Driver.Kind carrier) {
    ControlledRun run = new ControlledRun(program, plan, limits, observer, carrier);
    Thread watcher = new Thread(run::watch, "interleave-watcher");
    watcher.setDaemon(true);
    watcher.start();
    return run;
  }

  private void drive(Driver carrier) {
    try {
      Promises promises = carrier.learn(program::main, settings);
      done = carrier.execute(program::main, settings, strategy(carrier), promises, false);
    } catch (RuntimeException | Error e) {
      error = e;
    }
  }

  private Strategy strategy(Driver carrier) {
    int length = 1;
    if (plan.strategy() == Strategies.PCT) {
      length =
          carrier
              .execute(program::main, settings, new Sequential(), Promises.NONE, true)
              .execution()
              .steps();
    }
    Strategy strategy = plan.strategy().make(plan.seed(), plan.depth(), Math.max(1, length));
    Schedule schedule = plan.schedule();
    return schedule == null ? strategy : new Replay(schedule, strategy);
  }

  private void watch() {
    try {
      driver.start();
      End how = await();
      observer.end(trace, how);
      end.complete(how);
    } catch (Throwable e) {
      driver.cancel();
      end.completeExceptionally(e);
    }
  }

  private End await() throws InterruptedException {
    long deadline = System.nanoTime() + limits.maxDuration().toNanos();
    boolean late = false;
    try {
      while (!driver.await()) {
        if (!late && System.nanoTime() - deadline > 0) {
          late = true;
          driver.cancel();
        }
      }
    } catch (StalledException e) {
      return new End(Status.FAILED, e.text(), null, 0);
    }
    if (error instanceof ImpossibleStep impossible) {
      return new End(Status.FAILED, impossible.text(), null, 0);
    }
    if (error != null) {
      throw new IllegalStateException("a controlled run failed", error);
    }
    Recorded recorded = Recorded.of(Objects.requireNonNull(done), program, limits, late);
    trace = recorded.trace();
    if (trace.size() > 0) {
      observer.events(trace, 1, trace.size());
    }
    recorded.findings().forEach(observer::finding);
    return recorded.end();
  }

  /** Ends the run as cancelled, if it has not ended. Returns at once; idempotent. */
  public void cancel() {
    driver.cancel();
  }

  /** All of the trace, once the run has ended. */
  public Trace trace() {
    return trace;
  }

  /** What was chosen at each step, once the run has ended. */
  public Schedule schedule() {
    Driver.Done over = done;
    return over == null ? Schedule.EMPTY : over.execution().schedule();
  }

  /** Completes when the run has ended and its observer was told. */
  public CompletableFuture<End> end() {
    return end;
  }
}
