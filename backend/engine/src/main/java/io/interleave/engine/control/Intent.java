package io.interleave.engine.control;

import io.interleave.engine.event.Kind;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is about to do: to which object, how, and what it needs for it. Immutable, so that
 * an object can keep the intents that are the same every time.
 */
public final class Intent {

  /** The timeout of what waits for as long as it takes. */
  public static final long NEVER = -1;

  private final Kind kind;
  private final int object;
  private final @Nullable Shared shared;
  private final Access access;
  // Written by the methods that make one intent of another, before it leaves them.
  private int second;
  private @Nullable Shared secondShared;
  private Access secondAccess = Access.READ;
  private @Nullable IntPredicate ready;
  private @Nullable Runnable ask;
  private long timeout = NEVER;
  private Interrupts interrupts = Interrupts.LEFT;

  /** What an operation does about the interrupt status of its thread. */
  private enum Interrupts {
    /** Leaves it as it is. */
    LEFT,
    /** Is ended by it where it would have to wait. */
    END_WAITS,
    /** Looks at it first, and does not happen where it is set. */
    COME_FIRST
  }

  private Intent(Kind kind, int object, @Nullable Shared shared, Access access) {
    this.kind = kind;
    this.object = object;
    this.shared = shared;
    this.access = access;
  }

  private Intent(Intent other) {
    this(other.kind, other.object, other.shared, other.access);
    this.second = other.second;
    this.secondShared = other.secondShared;
    this.secondAccess = other.secondAccess;
    this.ready = other.ready;
    this.ask = other.ask;
    this.timeout = other.timeout;
    this.interrupts = other.interrupts;
  }

  /** Something that never has to wait. */
  public static Intent of(Kind kind, int object, Shared shared, Access access) {
    return new Intent(kind, object, shared, access);
  }

  /** Something that touches nothing shared and never has to wait. */
  public static Intent local(Kind kind) {
    return new Intent(kind, 0, null, Access.READ);
  }

  /** Something that touches nothing shared and waits until its time is over. */
  public static Intent pause(Kind kind, long nanos, Runnable ask) {
    return local(kind).when(level -> false, ask).within(nanos).interruptibly();
  }

  /**
   * The same, possible only at certain levels of its object.
   *
   * @param condition at which levels; without side effects
   * @param request records that the thread has begun to wait; called at most once, by any thread
   */
  public Intent when(IntPredicate condition, Runnable request) {
    Intent waiting = new Intent(this);
    waiting.ready = condition;
    waiting.ask = request;
    return waiting;
  }

  /** The same, touching another object too. */
  public Intent and(int otherObject, Shared other, Access otherAccess) {
    Intent both = new Intent(this);
    both.second = otherObject;
    both.secondShared = other;
    both.secondAccess = otherAccess;
    return both;
  }

  /** The same, giving up after so many nanoseconds; {@link #NEVER} for not at all. */
  public Intent within(long nanos) {
    Intent timed = new Intent(this);
    timed.timeout = nanos;
    return timed;
  }

  /**
   * The same, ended by an interrupt, even where it could go on: most of the JDK's operations look
   * at the interrupt status before all else.
   */
  public Intent interruptibly() {
    return with(Interrupts.COME_FIRST);
  }

  /** The same, ended by an interrupt as long as it has to wait, and only so long. */
  public Intent interruptiblyWhileWaiting() {
    return with(Interrupts.END_WAITS);
  }

  private Intent with(Interrupts changed) {
    Intent ended = new Intent(this);
    ended.interrupts = changed;
    return ended;
  }

  /** The kind of event that doing it is. */
  public Kind kind() {
    return kind;
  }

  /** The object, 0 for none; threads' own states have negative numbers, see {@link #life}. */
  public int object() {
    return object;
  }

  public @Nullable Shared shared() {
    return shared;
  }

  public Access access() {
    return access;
  }

  /** The other object that it touches, 0 for none. */
  public int second() {
    return second;
  }

  public @Nullable Shared secondShared() {
    return secondShared;
  }

  public Access secondAccess() {
    return secondAccess;
  }

  public boolean isReady() {
    return ready == null || ready.test(shared == null ? 0 : shared.level());
  }

  /** Whether it would be possible with its object at this level. */
  public boolean isReadyAt(int level) {
    return ready == null || ready.test(level);
  }

  /** Whether it may have to wait. */
  public boolean mayWait() {
    return ready != null;
  }

  /** Records that the thread has begun to wait. */
  public void ask() {
    if (ask != null) {
      ask.run();
    }
  }

  public boolean isTimed() {
    return timeout != NEVER;
  }

  /** Nanoseconds, or {@link #NEVER}. */
  public long timeout() {
    return timeout;
  }

  public boolean isInterruptible() {
    return interrupts != Interrupts.LEFT;
  }

  /** Whether an interrupt that is there ends it now. */
  public boolean endsByInterrupt() {
    return interrupts == Interrupts.COME_FIRST || (isInterruptible() && !isReady());
  }

  /** The number that stands for whether a thread has ended. */
  public static int life(int thread) {
    return -3 * thread;
  }

  /** The number that stands for the interrupt status of a thread. */
  public static int signal(int thread) {
    return -3 * thread - 1;
  }

  /** The number that stands for the parking permit of a thread. */
  public static int permit(int thread) {
    return -3 * thread - 2;
  }

  /** The thread whose life, signal or permit this is, 0 for an ordinary object. */
  public static int threadOf(int object) {
    return object >= 0 ? 0 : -object / 3;
  }
}
