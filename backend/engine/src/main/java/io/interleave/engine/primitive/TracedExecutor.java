package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A recorded {@link ThreadPoolExecutor}: its workers are recorded threads, its work queue is a
 * recorded queue, its tasks and futures are in the trace. Thread-safe.
 */
public final class TracedExecutor extends ThreadPoolExecutor {

  private final Recording recording;
  private final String name;
  private final int id;
  private final AtomicInteger tasks = new AtomicInteger();
  private final TracedLatch terminated;
  // In a controlled run, in place of the JDK's workers.
  private final @Nullable ModelPool model;

  private TracedExecutor(
      Recording recording, String name, int id, int core, int max, int capacity) {
    super(
        core,
        max,
        60,
        TimeUnit.SECONDS,
        workQueue(recording, name, id, capacity),
        TracedThread.liveFactory(recording, name + "-", id));
    this.recording = recording;
    this.name = name;
    this.id = id;
    this.terminated =
        new TracedLatch(
            recording,
            ObjectInfo.of(ObjectType.LATCH, name + " terminated").withInitial(1).withParent(id),
            1);
    this.model =
        recording.control().isLive()
            ? null
            : new ModelPool(
                recording,
                id,
                name,
                core,
                max,
                (TracedQueue<Runnable>) getQueue(),
                terminated::countDown);
  }

  private static TracedQueue<Runnable> workQueue(
      Recording recording, String name, int id, int capacity) {
    ObjectInfo info = ObjectInfo.of(ObjectType.QUEUE, name + " queue").withParent(id);
    return new TracedQueue<>(
        recording, capacity == Integer.MAX_VALUE ? info : info.withCapacity(capacity), capacity);
  }

  private static TracedExecutor make(String name, int core, int max, int capacity) {
    Recording recording = Recording.current();
    int id =
        recording.declare(
            ObjectInfo.of(ObjectType.EXECUTOR, name).withInitial(core).withCapacity(max));
    return new TracedExecutor(recording, name, id, core, max, capacity);
  }

  /** A pool of this many workers before an unbounded queue. */
  public static TracedExecutor fixed(String name, int workers) {
    return make(name, workers, workers, Integer.MAX_VALUE);
  }

  /**
   * A pool that grows from {@code core} to {@code max} workers when its queue of this capacity is
   * full, and then refuses.
   */
  public static TracedExecutor bounded(String name, int core, int max, int capacity) {
    return make(name, core, max, capacity);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    return new TracedFuture<>(this, task);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable task, T result) {
    return new TracedFuture<>(
        this,
        () -> {
          task.run();
          return result;
        });
  }

  /**
   * Hands a task over.
   *
   * @throws RejectedExecutionException if the pool is shut down or full
   */
  @Override
  public void execute(Runnable command) {
    Recorder me = recording.me();
    me.checkpoint();
    PooledTask task =
        command instanceof TracedFuture<?> future
            ? future.task()
            : new PooledTask(recording, id, nextTask());
    me.record(Kind.TASK_SUBMIT, id, task.number());
    try {
      Runnable running = task.running(command);
      if (model == null) {
        super.execute(running);
      } else {
        model.execute(running);
      }
    } catch (RejectedExecutionException e) {
      me.checkpoint();
      me.record(Kind.TASK_REJECT, id, task.number());
      throw new RejectedExecutionException("pool '" + name + "' refused task " + task.number(), e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return new FirstResult<T>(this).of(tasks, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new AssertionError("an untimed wait timed out", e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return new FirstResult<T>(this).of(tasks, unit.toNanos(timeout));
  }

  @Override
  protected void terminated() {
    terminated.countDown();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  @Override
  public void shutdown() {
    if (model == null) {
      super.shutdown();
    } else {
      model.shutdown();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    return model == null ? super.shutdownNow() : model.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return model == null ? super.isShutdown() : model.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return model == null ? super.isTerminated() : model.isTerminated();
  }

  @Override
  public int getPoolSize() {
    return model == null ? super.getPoolSize() : model.size();
  }

  @Override
  public void close() {
    shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        terminated.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Recording recording() {
    return recording;
  }

  int id() {
    return id;
  }

  int nextTask() {
    return tasks.incrementAndGet();
  }

  @Override
  public String toString() {
    return "pool '" + name + "'";
  }
}
