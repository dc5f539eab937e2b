package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool in a controlled run: what {@link java.util.concurrent.ThreadPoolExecutor}
 * does with threads of the JDK's, done with recorded ones. Idle workers do not time out.
 */
final class ModelPool implements Shared {

  private static final class Worker {
    @Nullable TracedThread thread;
    boolean idle;
  }

  private final Recording recording;
  private final int id;
  private final String name;
  private final int core;
  private final int max;
  private final TracedQueue<Runnable> queue;
  private final Runnable terminated;
  private final List<Worker> workers = new ArrayList<>();
  private int started;
  private boolean shutdown;
  private boolean stopped;
  private boolean over;

  /**
   * @param terminated what the last worker does
   */
  ModelPool(
      Recording recording,
      int id,
      String name,
      int core,
      int max,
      TracedQueue<Runnable> queue,
      Runnable terminated) {
    this.recording = recording;
    this.id = id;
    this.name = name;
    this.core = core;
    this.max = max;
    this.queue = queue;
    this.terminated = terminated;
  }

  private void turn(Kind kind, Access access) {
    recording.control().turn(Intent.of(kind, id, this, access));
  }

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

  private void hire(@Nullable Runnable first) {
    Worker worker = new Worker();
    workers.add(worker);
    started++;
    worker.thread =
        TracedThread.pooled(name + "-" + started, id, () -> work(worker, first)).start();
  }

  private void work(Worker me, @Nullable Runnable first) {
    boolean orderly = false;
    try {
      for (Runnable task = first != null ? first : next(me); task != null; task = next(me)) {
        if (!stopped) {
          recording.control().takeInterrupt(); // it was meant for the wait
        }
        task.run();
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
    try {
      while (true) {
        turn(Kind.TASK_START, Access.READ);
        if (stopped || (shutdown && queue.lacksElements())) {
          return null;
        }
        try {
          return queue.take();
        } catch (InterruptedException e) {
          // the pool was shut down, or somebody woke it for nothing
        }
      }
    } finally {
      me.idle = false;
    }
  }

  // A task's exception takes its worker with it, and another comes in its place.
  private void leave(Worker me, boolean orderly) {
    if (recording.isStopping()) {
      return;
    }
    turn(Kind.TASK_END, Access.WRITE);
    workers.remove(me);
    if (!orderly && !stopped) {
      hire(null);
    }
    if (shutdown && queue.lacksElements()) {
      // One may have begun to wait for the task that another took.
      interruptIdle();
    }
    endIfDone();
  }

  private void interruptIdle() {
    for (Worker worker : List.copyOf(workers)) {
      if (worker.idle && worker.thread != null) {
        worker.thread.interrupt();
      }
    }
  }

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
      terminated.run();
    }
  }

  boolean isShutdown() {
    turn(Kind.TASK_SUBMIT, Access.READ);
    recording.control().observe(shutdown ? 1 : 0);
    return shutdown;
  }

  boolean isTerminated() {
    turn(Kind.TASK_SUBMIT, Access.READ);
    recording.control().observe(over ? 1 : 0);
    return over;
  }

  int size() {
    turn(Kind.TASK_SUBMIT, Access.READ);
    recording.control().observe(workers.size());
    return workers.size();
  }

  @Override
  public int level() {
    return (workers.size() << 2) + (shutdown ? 1 : 0) + (stopped ? 2 : 0);
  }
}
