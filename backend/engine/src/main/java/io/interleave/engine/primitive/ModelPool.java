package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.record.RunStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool in a controlled run: what {@link java.util.concurrent.ThreadPoolExecutor}
 * does with threads of the JDK's, done with recorded ones.
 *
 * <p>Its state changes in the steps of those who change it, and is looked at in steps of those who
 * look. A worker that ends a task adds to the figures, which commutes with other workers' ends.
 */
final class ModelPool implements Shared {

  private static final class Worker {
    @Nullable TracedThread thread;
    // Whether it waits for a task, or is about to; until then an interrupt would hit its task.
    boolean idle;
    boolean busy;
  }

  private final TracedExecutor pool;
  private final Control control;
  private final TracedQueue<Runnable> queue;
  private final List<Worker> workers = new ArrayList<>();
  private int core;
  private int max;
  private long keepAlive;
  // Whether idle workers above the core time out: once the program has said after what time.
  private boolean surplusTimesOut;
  private boolean coreTimesOut;
  private int started;
  private int largest;
  private long completed;
  private boolean shutdown;
  private boolean stopped;
  private boolean over;

  /**
   * @param keepAlive how long idle workers are said to stay, in nanoseconds
   */
  ModelPool(TracedExecutor pool, int core, int max, long keepAlive) {
    this.pool = pool;
    this.control = pool.recording().control();
    this.queue = pool.getQueue();
    this.core = core;
    this.max = max;
    this.keepAlive = keepAlive;
  }

  private void turn(Kind kind, Access access) {
    control.turn(Intent.of(kind, pool.id(), this, access));
  }

  // --- tasks ---

  /**
   * A new worker up to the core, then the queue, then a new worker up to the maximum.
   *
   * @throws RejectedExecutionException if none of them takes it
   */
  void execute(Runnable command) {
    turn(Kind.TASK_SUBMIT, Access.WRITE);
    if (shutdown) {
      throw new RejectedExecutionException("it is shut down");
    }
    if (workers.size() < core) {
      hire(command);
    } else if (queue.offer(command)) {
      if (workers.isEmpty()) {
        hire(null);
      }
    } else if (workers.size() < max) {
      hire(command);
    } else {
      throw new RejectedExecutionException("its queue is full");
    }
  }

  boolean remove(Runnable command) {
    boolean removed = queue.remove(command);
    if (removed) {
      change();
      endIfDone();
    }
    return removed;
  }

  /** Takes cancelled tasks out of the queue. */
  void purge() {
    if (queue.removeIf(command -> command instanceof Future<?> future && future.isCancelled())) {
      change();
      endIfDone();
    }
  }

  // --- workers ---

  private void hire(@Nullable Runnable first) {
    Worker worker = new Worker();
    worker.busy = first != null;
    workers.add(worker);
    largest = Math.max(largest, workers.size());
    started++;
    worker.thread =
        TracedThread.pooled(pool.name() + "-" + started, pool.id(), () -> work(worker, first))
            .start();
  }

  private void work(Worker me, @Nullable Runnable first) {
    boolean orderly = false;
    try {
      for (Runnable task = first != null ? first : next(me); task != null; task = next(me)) {
        if (!stopped) {
          control.takeInterrupt(); // it was meant for the wait
        }
        pool.run(task);
      }
      orderly = true;
    } catch (RunStopped e) {
      orderly = true;
      throw e;
    } finally {
      leave(me, orderly);
    }
  }

  private @Nullable Runnable next(Worker me) {
    me.idle = true;
    boolean late = false;
    try {
      while (true) {
        turn(Kind.TASK_START, Access.ADD);
        finishTask(me);
        if (stopped || (shutdown && queue.lacksElements())) {
          return null;
        }
        boolean timed = coreTimesOut || (surplusTimesOut && workers.size() > core);
        if ((timed && late) || workers.size() > max) {
          turn(Kind.TASK_END, Access.WRITE);
          if (dismiss(me, timed && late)) {
            return null;
          }
          late = false;
          continue;
        }
        try {
          Runnable task = timed ? queue.poll(keepAlive, TimeUnit.NANOSECONDS) : queue.take();
          if (task != null) {
            me.busy = true;
            return task;
          }
          late = true;
        } catch (InterruptedException e) {
          late = false; // the pool was shut down, or resized, or somebody woke it for nothing
        }
      }
    } finally {
      me.idle = false;
    }
  }

  private void finishTask(Worker me) {
    if (me.busy) {
      me.busy = false;
      completed++;
    }
  }

  /** Lets a worker go that is one too many; the last one stays as long as there is a task. */
  private boolean dismiss(Worker me, boolean late) {
    boolean surplus = workers.size() > max || (late && (coreTimesOut || workers.size() > core));
    return surplus && (workers.size() > 1 || queue.lacksElements()) && workers.remove(me);
  }

  // A task's exception takes its worker with it, and another comes in its place.
  private void leave(Worker me, boolean orderly) {
    if (pool.recording().isStopping()) {
      return;
    }
    turn(Kind.TASK_END, Access.WRITE);
    finishTask(me);
    workers.remove(me);
    if ((!orderly || workers.size() < least()) && canHire()) {
      hire(null);
    }
    if (shutdown && queue.lacksElements()) {
      // One may have begun to wait for the task that another took.
      interruptIdle();
    }
    endIfDone();
  }

  private int least() {
    if (coreTimesOut) {
      return queue.lacksElements() ? 0 : 1;
    }
    return core;
  }

  private boolean canHire() {
    return !stopped && !(shutdown && queue.lacksElements()) && workers.size() < max;
  }

  private void interruptIdle() {
    for (Worker worker : List.copyOf(workers)) {
      if (worker.idle && worker.thread != null) {
        worker.thread.interrupt();
      }
    }
  }

  // --- the end ---

  void shutdown() {
    turn(Kind.TASK_CANCEL, Access.WRITE);
    shutdown = true;
    interruptIdle();
    endIfDone();
  }

  List<Runnable> shutdownNow() {
    turn(Kind.TASK_CANCEL, Access.WRITE);
    shutdown = true;
    stopped = true;
    for (Worker worker : List.copyOf(workers)) {
      if (worker.thread != null) {
        worker.thread.interrupt();
      }
    }
    List<Runnable> left = new ArrayList<>();
    queue.drainTo(left);
    endIfDone();
    return left;
  }

  private void endIfDone() {
    if (shutdown && workers.isEmpty() && queue.lacksElements() && !over) {
      over = true;
      pool.terminate();
    }
  }

  // --- settings ---

  /** The current thread is about to change a setting. */
  void change() {
    turn(Kind.TASK_REJECT, Access.WRITE);
  }

  void setCore(int size) {
    change();
    if (size < 0 || size > max) {
      throw new IllegalArgumentException(
          "pool '%s' has 0 to %d core workers, not %d".formatted(pool.name(), max, size));
    }
    int more = size - core;
    core = size;
    if (workers.size() > size) {
      interruptIdle();
    }
    for (int i = Math.min(more, queue.length()); i > 0 && workers.size() < core; i--) {
      if (!canHire()) {
        break;
      }
      hire(null);
    }
  }

  void setMax(int size) {
    change();
    if (size <= 0 || size < core) {
      throw new IllegalArgumentException(
          "pool '%s' has at least its core of %d workers, not %d"
              .formatted(pool.name(), Math.max(1, core), size));
    }
    max = size;
    if (workers.size() > size) {
      interruptIdle();
    }
  }

  void setKeepAlive(long nanos) {
    change();
    if (nanos < 0 || (nanos == 0 && coreTimesOut)) {
      throw new IllegalArgumentException(
          "idle workers of pool '%s' cannot stay for %d ns".formatted(pool.name(), nanos));
    }
    boolean sooner = nanos < keepAlive || !surplusTimesOut;
    keepAlive = nanos;
    surplusTimesOut = true;
    if (sooner) {
      interruptIdle();
    }
  }

  void allowCoreTimeOut(boolean allowed) {
    change();
    if (allowed && keepAlive == 0) {
      throw new IllegalArgumentException(
          "core workers of pool '%s' cannot time out after 0 ns".formatted(pool.name()));
    }
    if (allowed != coreTimesOut) {
      coreTimesOut = allowed;
      surplusTimesOut |= allowed;
      if (allowed) {
        interruptIdle();
      }
    }
  }

  /** Hires workers up to the core; returns how many. */
  int prestart(int most) {
    change();
    int hired = 0;
    while (hired < most && workers.size() < core && canHire()) {
      hire(null);
      hired++;
    }
    control.observe(hired);
    return hired;
  }

  // --- what others see ---

  /** The current thread is about to look at it. */
  void look() {
    turn(Kind.TASK_SUBMIT, Access.READ);
  }

  private long look(LongSupplier figure) {
    look();
    return observed(figure);
  }

  /** Looks at the workers and at the queue, from which they take their tasks. */
  private long lookAtTasks(LongSupplier figure) {
    control.turn(
        Intent.of(Kind.TASK_SUBMIT, pool.id(), this, Access.READ)
            .and(queue.id(), queue, Access.READ));
    return observed(figure);
  }

  private long observed(LongSupplier figure) {
    long value = figure.getAsLong();
    control.observe(value);
    return value;
  }

  boolean isShutdown() {
    return look(() -> shutdown ? 1 : 0) == 1;
  }

  boolean isTerminating() {
    return look(() -> shutdown && !over ? 1 : 0) == 1;
  }

  boolean isTerminated() {
    return look(() -> over ? 1 : 0) == 1;
  }

  int core() {
    return (int) look(() -> core);
  }

  int max() {
    return (int) look(() -> max);
  }

  long keepAlive() {
    return look(() -> keepAlive);
  }

  boolean coreTimesOut() {
    return look(() -> coreTimesOut ? 1 : 0) == 1;
  }

  int size() {
    return (int) look(workers::size);
  }

  int largest() {
    return (int) look(() -> largest);
  }

  int active() {
    return (int) lookAtTasks(this::busy);
  }

  long completed() {
    return look(() -> completed);
  }

  long taskCount() {
    return lookAtTasks(() -> completed + busy() + queue.length());
  }

  private long busy() {
    return workers.stream().filter(worker -> worker.busy).count();
  }

  @Override
  public int level() {
    return (workers.size() << 2) + (shutdown ? 1 : 0) + (stopped ? 2 : 0);
  }

  @Override
  public long digest() {
    long digest = level();
    for (long each :
        new long[] {
          core, max, keepAlive, surplusTimesOut ? 1 : 0, coreTimesOut ? 1 : 0, completed, busy()
        }) {
      digest = digest * 31 + each;
    }
    return digest * 31 + largest + (over ? 1L << 40 : 0);
  }
}
