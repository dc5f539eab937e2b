package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.RunStopped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The first result of several tasks, as {@code invokeAny} returns it: the tasks put what becomes of
 * them into a recorded queue, and the others are cancelled. The JDK waits at a queue of its own,
 * which no trace shows.
 */
final class FirstResult<T extends @Nullable Object> {

  /** What became of a task. */
  @FunctionalInterface
  private interface Fate<T extends @Nullable Object> {
    /**
     * Its result.
     *
     * @throws ExecutionException of what it threw
     */
    T get() throws ExecutionException;
  }

  private final TracedExecutor executor;
  private final TracedQueue<Fate<T>> fates;
  private final List<Future<?>> futures = new ArrayList<>();

  FirstResult(TracedExecutor executor) {
    this.executor = executor;
    ObjectInfo info =
        ObjectInfo.of(ObjectType.QUEUE, executor + " results").withParent(executor.id());
    this.fates = new TracedQueue<>(executor.recording(), info, Integer.MAX_VALUE);
  }

  /**
   * Waits for it.
   *
   * @param nanos {@link Long#MAX_VALUE} for as long as it takes
   * @throws ExecutionException the last one's exception, if all failed
   * @throws TimeoutException if none was done in time
   */
  T of(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("there is no task");
    }
    try {
      for (Callable<T> task : tasks) {
        Objects.requireNonNull(task);
        futures.add(executor.submit(() -> execute(task)));
      }
      return first(nanos);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  private void execute(Callable<T> task) {
    Fate<T> fate;
    try {
      T result = task.call();
      fate = () -> result;
    } catch (RunStopped e) {
      throw e;
    } catch (Throwable e) {
      fate =
          () -> {
            throw new ExecutionException(e);
          };
    }
    boolean _ = fates.add(fate);
  }

  private T first(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    Control control = executor.recording().control();
    long end = control.elapsed() + nanos;
    ExecutionException last = null;
    for (int i = 0; i < futures.size(); i++) {
      Fate<T> fate =
          nanos == Long.MAX_VALUE
              ? fates.take()
              : fates.poll(end - control.elapsed(), TimeUnit.NANOSECONDS);
      if (fate == null) {
        throw new TimeoutException("no task of " + executor + " was done in time");
      }
      try {
        return fate.get();
      } catch (ExecutionException e) {
        last = e;
      }
    }
    throw Objects.requireNonNull(last); // there is a task at least
  }
}
