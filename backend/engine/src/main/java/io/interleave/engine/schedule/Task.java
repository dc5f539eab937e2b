package io.interleave.engine.schedule;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.RecordingThread;
import io.interleave.engine.record.RunStopped;
import io.interleave.engine.record.Strand;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread of a controlled run. Its scheduler's alone. */
public final class Task implements Strand {

  private static final Intent BEGIN = Intent.local(Kind.THREAD_START);

  /** How a task came by its turn. */
  enum Grant {
    READY(0),
    TIMED_OUT(1),
    INTERRUPTED(2),
    SPURIOUS(3);

    final int code;

    Grant(int code) {
      this.code = code;
    }
  }

  private final Execution execution;
  final Recorder recorder;
  private final Runnable life;
  // What its carrier made for it.
  @Nullable Object carried;

  boolean started;
  boolean begun;
  boolean ended;
  boolean cut;
  Intent pending = BEGIN;
  // Whether it is recorded that it has begun to wait for that.
  boolean asked;
  long pendingSince;
  Grant grant = Grant.READY;
  boolean failed;
  // Whether its last step had nothing to change.
  boolean foundNothing;
  int failures;
  // Of these, those of rounds in which it only looked.
  int forgiven;
  int failuresBeforeRound;
  int wokenSpuriously;
  long observed;
  // Of its last step.
  long told;
  long history;
  // Whether it goes round, where that is watched.
  @Nullable Spin spin;
  // Where it is in the program's code, 0 where that does not matter.
  long place;
  // What it waits for when it goes round, now and when it began its last step.
  int[] awaited = Spin.NONE;
  int[] awaitedBefore = Spin.NONE;
  // How many steps it took in its round although nothing had changed.
  int idle;
  // It would go round for ever.
  boolean hopeless;
  private boolean interrupted;
  private boolean permit;
  private int priority = Thread.NORM_PRIORITY;

  private final Shared signals =
      new Shared() {
        @Override
        public int level() {
          return (permit ? 1 : 0) + (interrupted ? 2 : 0);
        }
      };

  Task(Execution execution, Recorder recorder, Runnable life) {
    this.execution = execution;
    this.recorder = recorder;
    this.life = life;
    this.history = recorder.thread();
  }

  /** The id of its thread, from 1. */
  public int id() {
    return recorder.thread();
  }

  public String name() {
    return recorder.info().name();
  }

  /** The id of the source line where it is, 0 for unknown. */
  public int site() {
    return recorder.site();
  }

  /** What it is about to do. */
  public Intent pending() {
    return pending;
  }

  /** Whether it has begun and not ended. */
  public boolean isAlive() {
    return started && !ended;
  }

  /** Whether it failed so often that the execution goes on without it. */
  public boolean isCut() {
    return cut;
  }

  /** How many of its attempts have failed so far. */
  public int failures() {
    return failures;
  }

  /** A hash of what it was told in its last step. */
  public long told() {
    return told;
  }

  /** A hash of all that it did and was told so far. */
  public long history() {
    return history;
  }

  public boolean isDaemon() {
    return recorder.info().daemon();
  }

  /** Whether it can do what it is about to do, without giving up. */
  public boolean isReady() {
    return pending.isReady();
  }

  /** Whether it can take a step. */
  public boolean isEnabled() {
    return started && !ended && !cut && (pending.isReady() || canGiveUp());
  }

  /**
   * The objects that it waits for by looking at them again and again, without changing anything;
   * none while it does something else.
   */
  public int[] awaited() {
    return awaited;
  }

  /** The same, when it began its last step. */
  public int[] awaitedBefore() {
    return awaitedBefore;
  }

  /** What it does in a round; nothing while it does not go round. */
  public List<Intent> roundIntents() {
    return spin == null ? List.of() : spin.intents();
  }

  /** Whether it goes round, and changes nothing. */
  public boolean goesRound() {
    return spin != null && spin.round() > 0;
  }

  /** For how many rounds it has changed nothing; only while it goes round. */
  public int rounds() {
    return spin == null ? 0 : spin.count() / spin.round();
  }

  /** The number of the first step of its last round. */
  public int awaitedSince() {
    return spin == null ? 0 : spin.since();
  }

  /** Whether it goes round, and nothing will ever end that. */
  public boolean isHopeless() {
    return hopeless;
  }

  private boolean canGiveUp() {
    return pending.isTimed() || (pending.isInterruptible() && interrupted) || canWakeSpuriously();
  }

  private boolean canWakeSpuriously() {
    return pending.kind() == Kind.CONDITION_WAKE
        && wokenSpuriously < execution.settings().spuriousWakeups();
  }

  /** Whether it can wake from a condition without a reason, or has just done so. */
  public boolean couldWakeSpuriously() {
    return canWakeSpuriously()
        || (pending.kind() == Kind.CONDITION_WAKE && grant == Grant.SPURIOUS);
  }

  /** Whether its last step was a wait that gave up, or an attempt that failed. */
  public boolean gaveUp() {
    return failed || grant == Grant.TIMED_OUT;
  }

  /** Whether it waits for a signal, so that it could wake up without one. */
  public boolean awaitsSignal() {
    return isAlive() && pending.kind() == Kind.CONDITION_WAKE && !pending.isReady();
  }

  /** When its wait is over at the latest, on the virtual clock. */
  public long deadline() {
    boolean ever = pending.isTimed() && pending.timeout() < Long.MAX_VALUE - pendingSince;
    return ever ? pendingSince + pending.timeout() : Long.MAX_VALUE;
  }

  /** It takes its step now. */
  void begin() {
    failed = false;
    foundNothing = false;
    if (interrupted && pending.endsByInterrupt()) {
      grant = Grant.INTERRUPTED;
    } else if (pending.isReady()) {
      grant = Grant.READY;
    } else if (pending.isTimed()) {
      grant = Grant.TIMED_OUT;
    } else {
      grant = Grant.SPURIOUS;
      wokenSpuriously++;
    }
    if (pending.kind() == Kind.THREAD_RESUME) {
      permit = false;
    }
  }

  boolean isInterruptPending() {
    return interrupted && pending.endsByInterrupt();
  }

  /** Its interrupt status, which {@link #isInterrupted} is a step to ask for. */
  boolean hasInterrupt() {
    return interrupted;
  }

  void setInterrupt() {
    interrupted = true;
  }

  boolean takeInterrupt() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  /** Runs its life; called by its carrier. */
  void live() {
    execution.begin(this);
    try {
      life.run();
    } catch (RunStopped e) {
      // the execution was over just before this thread's end
    }
    execution.ended(this);
  }

  @Override
  public void start() {
    execution.start(this);
  }

  @Override
  public Thread.State state() {
    if (!started) {
      return Thread.State.NEW;
    }
    if (ended) {
      return Thread.State.TERMINATED;
    }
    if (pending.mayWait() && !pending.isReady()) {
      return pending.isTimed() ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
    }
    return Thread.State.RUNNABLE;
  }

  @Override
  public void await() {
    throw new UnsupportedOperationException("a task is waited for by its scheduler");
  }

  @Override
  public boolean await(Duration timeout) {
    throw new UnsupportedOperationException("a task is waited for by its scheduler");
  }

  @Override
  public void interrupt() {
    execution.turn(Intent.of(Kind.THREAD_INTERRUPT, Intent.signal(id()), signals, Access.WRITE));
    RecordingThread.recordInterrupt(recorder);
    interrupted = true;
  }

  @Override
  public boolean isInterrupted() {
    execution.turn(Intent.of(Kind.THREAD_INTERRUPT, Intent.signal(id()), signals, Access.READ));
    execution.observe(interrupted ? 1 : 0);
    return interrupted;
  }

  @Override
  public void priority(int newPriority) {
    priority = newPriority;
    execution.hasPriorities();
  }

  /** Its own priority, without what waiting threads lend it. */
  int priority() {
    return priority;
  }

  @Override
  public void unpark() {
    permit = true;
  }

  @Override
  public Shared permit() {
    return signals;
  }

  /** 1 when it has ended. */
  @Override
  public int level() {
    return ended ? 1 : 0;
  }

  @Override
  public long digest() {
    return ended ? history : 0;
  }
}
