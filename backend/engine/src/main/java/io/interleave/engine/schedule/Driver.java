package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;
import io.interleave.engine.record.CarrierThread;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.Strand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The thread that controlled executions run on, one after another. */
public final class Driver extends CarrierThread {

  /** What tasks run on. */
  public enum Kind {
    CONTINUATIONS,
    VIRTUAL_THREADS;

    /** The fastest that this JVM offers. */
    public static Kind best() {
      return Continuations.areAvailable() ? CONTINUATIONS : VIRTUAL_THREADS;
    }

    private Carrier carrier() {
      return switch (this) {
        case CONTINUATIONS -> new Continuations();
        case VIRTUAL_THREADS -> new VirtualThreads();
      };
    }
  }

  private final Consumer<Driver> body;
  private final Kind kind;
  // Read by those who watch it.
  private volatile @Nullable Execution execution;
  // The last one, whose tasks stand where they were when it was over.
  private @Nullable Execution left;
  private final AtomicLong finished = new AtomicLong();
  private volatile boolean cancelled;

  private final Patience patience;

  /** A driver that is not started yet. */
  public Driver(Consumer<Driver> body, Kind kind) {
    this(body, kind, PATIENCE);
  }

  Driver(Consumer<Driver> body, Kind kind, Patience patience) {
    super(() -> {}, "interleave-driver");
    this.body = body;
    this.kind = kind;
    this.patience = patience;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      body.accept(this);
    } finally {
      unwind();
    }
  }

  private void unwind() {
    Execution last = left;
    left = null;
    if (last != null) {
      execution = last; // those who unwind are still its tasks
      last.unwind();
      execution = null;
    }
  }

  @Override
  public @Nullable Recorder recorder() {
    Execution running = execution;
    Task task = running == null ? null : running.currentOrNull();
    return task == null ? null : task.recorder;
  }

  /** An execution that is over. */
  public record Done(Execution execution, Ending ending) {

    /** Whether it can be: under a modelled memory, whether what was seen early came to be. */
    public boolean isConsistent() {
      JavaMemory memory = execution.javaMemory();
      return memory == null || memory.isConsistent();
    }

    /** Merges what was recorded. */
    public Merger merger() {
      return new Merger(execution.recording());
    }

    public Recording recording() {
      return execution.recording();
    }
  }

  /**
   * Executes a program once. Called by this thread.
   *
   * @param main makes what carries its main thread
   * @param promises of {@link #learn}
   * @param silent whether it leaves no trace
   * @throws RuntimeException what the strategy threw
   */
  public Done execute(
      Function<Recording, Strand> main,
      Settings settings,
      Strategy strategy,
      Promises promises,
      boolean silent) {
    return execute(main, settings, strategy, promises, Loops.UNWATCHED, silent);
  }

  /**
   * The same, where threads that go round without changing anything are put off.
   *
   * @param loops what is known of the program's loops
   */
  public Done execute(
      Function<Recording, Strand> main,
      Settings settings,
      Strategy strategy,
      Promises promises,
      Loops loops,
      boolean silent) {
    unwind();
    Execution running = new Execution(settings, strategy, kind.carrier(), promises, loops, silent);
    left = running;
    execution = running;
    if (cancelled) {
      running.cancel();
    }
    try {
      return new Done(running, running.run(main));
    } finally {
      execution = null;
      finished.incrementAndGet();
    }
  }

  /**
   * What threads may see early under the settings' memory: the writes of an execution without
   * preemption. Called by this thread.
   */
  public Promises learn(Function<Recording, Strand> main, Settings settings) {
    if (settings.memory() == Settings.MemoryModel.SC) {
      return Promises.NONE;
    }
    Done done = execute(main, settings, new Sequential(), Promises.NONE, Loops.unknown(), true);
    JavaMemory memory = done.execution().javaMemory();
    return memory == null ? Promises.NONE : memory.made();
  }

  /**
   * How long a thread may go without reaching an instrumented operation: waiting, and computing,
   * for which a busy machine may give it little time.
   */
  record Patience(Duration waiting, Duration computing) {}

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(2), Duration.ofSeconds(8));

  private static final int LOOK_MILLIS = 100;

  // The watcher's own.
  private long seenBeat = -1;
  private long seenSince;

  /**
   * Waits a moment for its end, and sees to it that its program does not wait where no scheduler
   * can see it. Called by one thread, again and again.
   *
   * @return whether it has ended
   * @throws StalledException if a thread waited for two seconds, or computed for eight, without
   *     reaching its next operation; it was told to stop
   */
  public boolean await() throws InterruptedException {
    join(LOOK_MILLIS);
    Execution running = execution;
    long beat = running == null ? -1 : (finished.get() << 32) + running.steps();
    long now = System.nanoTime();
    if (beat != seenBeat || running == null) {
      seenBeat = beat;
      seenSince = now;
    } else if (isAlive() && now - seenSince > patience(running).toNanos()) {
      Text message = Stall.describe(this, running);
      cancel();
      interrupt();
      join(LOOK_MILLIS);
      throw new StalledException(message);
    }
    return !isAlive();
  }

  /** Throws the first of what a driver's body could not throw to those who wait for it, if any. */
  public static void rethrow(List<Throwable> thrown) {
    if (!thrown.isEmpty()) {
      switch (thrown.getFirst()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  /** Ends what is executed now, and what would be executed later, before its next step. */
  public void cancel() {
    cancelled = true;
    Execution running = execution;
    if (running != null) {
      running.cancel();
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  private Duration patience(Execution running) {
    boolean computes = carrying(running).getState() == Thread.State.RUNNABLE;
    return computes ? patience.computing : patience.waiting;
  }

  /** The JDK's thread that runs a task now. */
  Thread carrying(Execution running) {
    Task task = running.currentOrNull();
    return task != null && task.carried instanceof Thread thread ? thread : this;
  }
}
