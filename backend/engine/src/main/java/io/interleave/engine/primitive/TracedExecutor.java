package io.interleave.engine.primitive;

import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A recorded {@link ThreadPoolExecutor}: its workers are recorded threads, its work queue is a
 * recorded queue, its tasks and futures are in the trace.
 *
 * <p>Its settings are those of the JDK's, live and controlled. Two things differ: it makes its
 * workers itself, so that it has no thread factory to set; and in a controlled run idle workers
 * time out only once a keep-alive time was set or {@link #allowCoreThreadTimeOut} was called, not
 * after the JDK's 60 seconds. Thread-safe.
 */
public final class TracedExecutor extends ThreadPoolExecutor {

  private static final int KEEP_ALIVE_SECONDS = 60;

  private final Recording recording;
  private final String name;
  private final int id;
  private final AtomicInteger numbers = new AtomicInteger();
  // The commands that were handed over without a future, and wait.
  private final PooledTasks waiting = new PooledTasks();
  // By worker: what it runs.
  private final Map<Integer, PooledTask> running = new ConcurrentHashMap<>();
  private final TracedLatch terminated;
  private volatile RejectedExecutionHandler handler = new AbortPolicy();
  // In a controlled run, in place of the JDK's workers.
  private final @Nullable ModelPool model;

  private TracedExecutor(
      Recording recording, String name, int id, int core, int max, int capacity) {
    super(
        core,
        max,
        KEEP_ALIVE_SECONDS,
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
            : new ModelPool(this, core, max, TimeUnit.SECONDS.toNanos(KEEP_ALIVE_SECONDS));
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

  // --- tasks ---

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
   * @throws RejectedExecutionException if the pool is shut down or full, and its handler is the
   *     JDK's default
   */
  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command);
    Recorder me = recording.me();
    me.checkpoint();
    PooledTask task = taskOf(command);
    me.record(Kind.TASK_SUBMIT, id, task.number());
    handOver(command, task);
  }

  private PooledTask taskOf(Runnable command) {
    return command instanceof TracedFuture<?> future
        ? future.task()
        : new PooledTask(recording, id, nextTask());
  }

  private void handOver(Runnable command, PooledTask task) {
    if (!(command instanceof TracedFuture<?>)) {
      waiting.add(command, task);
    }
    try {
      if (model == null) {
        super.execute(command);
      } else {
        model.execute(command);
      }
    } catch (RejectedExecutionException e) {
      refused(command, task, e);
    }
  }

  /** Nobody takes a task: does what the JDK's handlers do, so that the trace shows it. */
  private void refused(Runnable command, PooledTask task, RejectedExecutionException why) {
    recording.me().checkpoint();
    RejectedExecutionHandler does = handler;
    Class<?> policy = does.getClass();
    if (policy == AbortPolicy.class) {
      rejected(command, task);
      throw new RejectedExecutionException(
          "pool '" + name + "' refused task " + task.number(), why);
    } else if (policy == DiscardPolicy.class) {
      rejected(command, task);
    } else if (policy == CallerRunsPolicy.class) {
      if (isShutdown()) {
        rejected(command, task);
      } else {
        waiting.remove(command, task);
        runHere(command, task);
      }
    } else if (policy == DiscardOldestPolicy.class) {
      if (isShutdown()) {
        rejected(command, task);
      } else {
        Runnable oldest = getQueue().poll();
        if (oldest != null) {
          discard(oldest);
        }
        waiting.remove(command, task);
        handOver(command, task);
      }
    } else {
      askHandler(does, command, task);
    }
  }

  // It may run the command itself, or put it into the queue all the same.
  private void askHandler(RejectedExecutionHandler own, Runnable command, PooledTask task) {
    try {
      own.rejectedExecution(command, this);
    } catch (RejectedExecutionException e) {
      rejected(command, task);
      throw e;
    }
  }

  private void rejected(Runnable command, PooledTask task) {
    waiting.remove(command, task);
    recording.me().record(Kind.TASK_REJECT, id, task.number());
  }

  /** Nobody will ever run this command, which has waited. */
  private void discard(Runnable command) {
    PooledTask task =
        command instanceof TracedFuture<?> future ? future.task() : waiting.take(command);
    if (task != null) {
      task.finish(Kind.TASK_CANCEL);
    }
  }

  private static void runHere(Runnable command, PooledTask task) {
    task.start();
    try {
      command.run();
    } catch (Throwable e) {
      task.ran(command, e);
      throw e;
    }
    task.ran(command, null);
  }

  @Override
  protected void beforeExecute(@Nullable Thread worker, Runnable command) {
    PooledTask task =
        command instanceof TracedFuture<?> future ? future.task() : waiting.take(command);
    if (task == null) { // somebody put it into the queue, past the pool
      task = new PooledTask(recording, id, nextTask());
      recording.me().record(Kind.TASK_SUBMIT, id, task.number());
    }
    task.start();
    running.put(recording.me().thread(), task);
  }

  @Override
  protected void afterExecute(Runnable command, @Nullable Throwable thrown) {
    PooledTask task = running.remove(recording.me().thread());
    if (task != null) {
      task.ran(command, thrown);
    }
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return invokeAll(tasks, Intent.NEVER);
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return invokeAll(tasks, Math.max(0, unit.toNanos(timeout)));
  }

  private <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException {
    List<TracedFuture<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(new TracedFuture<>(this, task));
    }
    boolean done = false;
    try {
      done = runAll(futures, nanos);
    } finally {
      if (!done) {
        futures.forEach(future -> future.cancel(true));
      }
    }
    return new ArrayList<>(futures);
  }

  /** Whether all were done in time; who asks their futures learns how. */
  private <T> boolean runAll(List<TracedFuture<T>> futures, long nanos)
      throws InterruptedException {
    long end = recording.control().elapsed() + nanos;
    for (TracedFuture<T> future : futures) {
      if (left(nanos, end) == 0) {
        return false;
      }
      execute(future);
    }
    for (TracedFuture<T> future : futures) {
      if (!future.isDone() && !future.awaitCompletion(left(nanos, end))) {
        return false;
      }
    }
    return true;
  }

  /** What is left of so many nanoseconds. */
  private long left(long nanos, long end) {
    return nanos == Intent.NEVER ? nanos : Math.max(0, end - recording.control().elapsed());
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

  /** Takes a command out of the queue; one that has begun to run is not there any more. */
  @Override
  public boolean remove(Runnable command) {
    boolean removed = model == null ? super.remove(command) : model.remove(command);
    if (removed) {
      discard(command);
    }
    return removed;
  }

  @Override
  public void purge() {
    if (model == null) {
      super.purge();
    } else {
      model.purge();
    }
  }

  // --- the end ---

  @Override
  protected void terminated() {
    terminated.countDown();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.awaitPatiently(timeout, unit) && isSettled();
  }

  /** True, once the JDK's pool has ended too, which it does just after it has told us. */
  private boolean isSettled() throws InterruptedException {
    return model != null || super.awaitTermination(1, TimeUnit.DAYS);
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
    List<Runnable> left = model == null ? super.shutdownNow() : model.shutdownNow();
    left.forEach(waiting::take);
    return left;
  }

  @Override
  public boolean isShutdown() {
    return model == null ? super.isShutdown() : model.isShutdown();
  }

  @Override
  public boolean isTerminating() {
    return model == null ? super.isTerminating() : model.isTerminating();
  }

  @Override
  public boolean isTerminated() {
    return model == null ? super.isTerminated() : model.isTerminated();
  }

  @Override
  public void close() {
    shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        terminated.awaitPatiently();
        if (isSettled()) {
          break;
        }
      } catch (InterruptedException e) {
        if (!interrupted) {
          shutdownNow();
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      recording.control().interruptSelf();
    }
  }

  // --- settings ---

  /**
   * @throws UnsupportedOperationException always: the workers are recorded threads, which the pool
   *     makes itself
   */
  @Override
  public void setThreadFactory(ThreadFactory factory) {
    throw new UnsupportedOperationException(
        "setThreadFactory: pool '" + name + "' makes its workers itself, as recorded threads");
  }

  /**
   * @throws UnsupportedOperationException in a controlled run, where threads are not the JDK's to
   *     start
   */
  @Override
  public ThreadFactory getThreadFactory() {
    if (model != null) {
      throw new UnsupportedOperationException(
          "getThreadFactory: the workers of pool '" + name + "' are not the JDK's threads here");
    }
    return super.getThreadFactory();
  }

  @Override
  public void setRejectedExecutionHandler(RejectedExecutionHandler newHandler) {
    Objects.requireNonNull(newHandler);
    if (model != null) {
      model.change();
    }
    handler = newHandler;
  }

  @Override
  public RejectedExecutionHandler getRejectedExecutionHandler() {
    if (model != null) {
      model.look();
    }
    return handler;
  }

  @Override
  public void setCorePoolSize(int size) {
    if (model == null) {
      super.setCorePoolSize(size);
    } else {
      model.setCore(size);
    }
  }

  @Override
  public int getCorePoolSize() {
    return model == null ? super.getCorePoolSize() : model.core();
  }

  @Override
  public void setMaximumPoolSize(int size) {
    if (model == null) {
      super.setMaximumPoolSize(size);
    } else {
      model.setMax(size);
    }
  }

  @Override
  public int getMaximumPoolSize() {
    return model == null ? super.getMaximumPoolSize() : model.max();
  }

  @Override
  public void setKeepAliveTime(long time, TimeUnit unit) {
    if (model == null) {
      super.setKeepAliveTime(time, unit);
    } else {
      model.setKeepAlive(unit.toNanos(time));
    }
  }

  @Override
  public long getKeepAliveTime(TimeUnit unit) {
    return model == null
        ? super.getKeepAliveTime(unit)
        : unit.convert(model.keepAlive(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void allowCoreThreadTimeOut(boolean allowed) {
    if (model == null) {
      super.allowCoreThreadTimeOut(allowed);
    } else {
      model.allowCoreTimeOut(allowed);
    }
  }

  @Override
  public boolean allowsCoreThreadTimeOut() {
    return model == null ? super.allowsCoreThreadTimeOut() : model.coreTimesOut();
  }

  @Override
  public boolean prestartCoreThread() {
    return model == null ? super.prestartCoreThread() : model.prestart(1) == 1;
  }

  @Override
  public int prestartAllCoreThreads() {
    return model == null ? super.prestartAllCoreThreads() : model.prestart(Integer.MAX_VALUE);
  }

  // --- figures ---

  @Override
  public int getPoolSize() {
    return model == null ? super.getPoolSize() : model.size();
  }

  @Override
  public int getActiveCount() {
    return model == null ? super.getActiveCount() : model.active();
  }

  @Override
  public int getLargestPoolSize() {
    return model == null ? super.getLargestPoolSize() : model.largest();
  }

  @Override
  public long getTaskCount() {
    return model == null ? super.getTaskCount() : model.taskCount();
  }

  @Override
  public long getCompletedTaskCount() {
    return model == null ? super.getCompletedTaskCount() : model.completed();
  }

  /** The commands that wait; changes to it are steps of the program like those to any queue. */
  @Override
  public TracedQueue<Runnable> getQueue() {
    return (TracedQueue<Runnable>) super.getQueue();
  }

  Recording recording() {
    return recording;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  int nextTask() {
    return numbers.incrementAndGet();
  }

  /** The last worker has gone. */
  void terminate() {
    terminated();
  }

  /** A worker runs a command. */
  void run(Runnable command) {
    beforeExecute(null, command);
    try {
      command.run();
    } catch (Throwable e) {
      afterExecute(command, e);
      throw e;
    }
    afterExecute(command, null);
  }

  @Override
  public String toString() {
    return "pool '" + name + "'";
  }
}
