package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A recorded {@link FutureTask}. Whoever decides its completion records it, before the JDK's own
 * transition lets the waiters go. Thread-safe.
 */
final class TracedFuture<V> extends FutureTask<V> {

  private enum Completion {
    DONE("done"),
    FAILED("failed"),
    CANCELLED("cancelled");

    final String word;

    Completion(String word) {
      this.word = word;
    }
  }

  private final Recording recording;
  private final PooledTask task;
  private final int id;
  private final AtomicReference<@Nullable Completion> completion = new AtomicReference<>();
  // Stamped around: the completion before, the results after.
  private final AtomicInteger stamps = new AtomicInteger();
  // What led to its completion; in controlled runs alone.
  private long digest;

  TracedFuture(TracedExecutor executor, Callable<V> callable) {
    super(callable);
    this.recording = executor.recording();
    this.task = new PooledTask(recording, executor.id(), executor.nextTask());
    this.id =
        recording.declare(
            ObjectInfo.of(ObjectType.FUTURE, executor.toString() + " task " + task.number())
                .withInitial(task.number())
                .withParent(executor.id()));
  }

  PooledTask task() {
    return task;
  }

  /** How its task ended, for its worker. */
  Kind ending() {
    return completion.get() == Completion.FAILED ? Kind.TASK_FAIL : Kind.TASK_END;
  }

  @Override
  public void run() {
    // Whether it is cancelled already is asked in a step of its own.
    recording.control().turn(Intent.of(Kind.TASK_START, id, this::level, Access.READ));
    recording.control().observe(level());
    super.run();
  }

  @Override
  protected void set(V value) {
    if (complete(Completion.DONE)) {
      super.set(value);
    }
  }

  @Override
  protected void setException(Throwable cause) {
    if (complete(Completion.FAILED)) {
      recording.died(recording.me(), cause, id);
      super.setException(cause);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!complete(Completion.CANCELLED)) {
      return false;
    }
    task.finish(Kind.TASK_CANCEL);
    if (recording.control().isLive()) {
      return super.cancel(mayInterruptIfRunning);
    }
    Recorder worker = mayInterruptIfRunning ? task.worker() : null;
    if (worker != null) {
      worker.strand().interrupt();
    }
    return super.cancel(false);
  }

  private boolean complete(Completion how) {
    recording.control().turn(Intent.of(Kind.FUTURE_COMPLETE, id, this::level, Access.WRITE));
    boolean first = completion.compareAndSet(null, how);
    recording.control().observe(first ? 1 : 0);
    if (!first) {
      return false;
    }
    digest = recording.control().history();
    if (!recording.isStopping()) {
      Recorder me = recording.me();
      me.record(Kind.FUTURE_COMPLETE, 0, id, stamps.incrementAndGet(), recording.text(how.word));
    }
    return true;
  }

  @Override
  public V get() throws InterruptedException, ExecutionException {
    boolean _ = awaitCompletion(Intent.NEVER);
    recording.asked(id);
    return super.get();
  }

  @Override
  public V get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!awaitCompletion(Math.max(0, unit.toNanos(timeout)))) {
      throw new TimeoutException(
          "no result of " + task.number() + " after " + timeout + " " + unit);
    }
    recording.asked(id);
    return super.get();
  }

  /**
   * Waits until it is complete, and does not ask what came of it.
   *
   * @param nanos for how long at most; {@link Intent#NEVER} for as long as it takes
   * @return whether it is
   */
  boolean awaitCompletion(long nanos) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    Control control = recording.control();
    boolean timed = nanos != Intent.NEVER || control.isInterrupted();
    Runnable ask = () -> me.request(Kind.FUTURE_GET_REQUEST, timed, id, 0);
    boolean asked =
        control.turn(
            Intent.of(Kind.FUTURE_GET, id, this::level, Access.READ)
                .when(level -> level == 1, ask)
                .within(nanos)
                .interruptiblyWhileWaiting());
    int flags = asked ? 0 : Recorder.AT_ONCE;
    if (!super.isDone()) {
      flags = 0;
      if (!asked) {
        ask.run();
      }
      if (!Waiting.block(me, () -> awaitJdk(nanos), Kind.FUTURE_GET_FAIL, id, 0)) {
        return false;
      }
    }
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    recording.control().observe(digest);
    me.record(Kind.FUTURE_GET, flags, id, stamps.incrementAndGet(), 0);
    return true;
  }

  private boolean awaitJdk(long nanos) throws InterruptedException {
    try {
      V _ = nanos == Intent.NEVER ? super.get() : super.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException e) {
      return true; // who asks for the result gets it
    } catch (TimeoutException e) {
      return false;
    }
    return true;
  }

  @Override
  public boolean isDone() {
    return look(super::isDone, done -> done ? 1 : 0);
  }

  @Override
  public boolean isCancelled() {
    return look(super::isCancelled, cancelled -> cancelled ? 1 : 0);
  }

  @Override
  public State state() {
    return look(super::state, State::ordinal);
  }

  private <T> T look(Supplier<T> at, ToLongFunction<T> digesting) {
    recording.control().turn(Intent.of(Kind.FUTURE_GET_REQUEST, id, this::level, Access.READ));
    T seen = at.get();
    recording.control().observe(digesting.applyAsLong(seen));
    return seen;
  }

  private int level() {
    return super.isDone() ? 1 : 0;
  }
}
