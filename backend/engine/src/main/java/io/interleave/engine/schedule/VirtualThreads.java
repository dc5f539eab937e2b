package io.interleave.engine.schedule;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as virtual threads that hand control to and fro; slower than {@link Continuations}, and
 * available everywhere.
 */
final class VirtualThreads implements Carrier {

  // Whose turn it is; null for the driver's. Whoever has it is the only one that writes it.
  private volatile @Nullable Task turn;
  private @Nullable Thread driver;

  @Override
  public void prepare(Task task) {
    task.carried =
        Thread.ofVirtual()
            .name(task.name())
            .unstarted(
                () -> {
                  try {
                    task.live();
                  } finally {
                    giveBack();
                  }
                });
  }

  @Override
  public void resume(Task task) {
    Thread thread = thread(task);
    driver = Thread.currentThread();
    turn = task;
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
    boolean interrupted = false;
    while (turn != null) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interrupted = true;
        thread.interrupt(); // it blocks where it must not, and is told to stop
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void suspend(Task task) {
    giveBack();
    while (turn != task) {
      LockSupport.park(this);
      boolean _ = Thread.interrupted(); // or else it would not park again
    }
  }

  private void giveBack() {
    Thread waiting = driver;
    turn = null;
    LockSupport.unpark(waiting);
  }

  @Override
  public boolean mustUnwind() {
    return true;
  }

  static Thread thread(Task task) {
    return (Thread) Objects.requireNonNull(task.carried);
  }
}
