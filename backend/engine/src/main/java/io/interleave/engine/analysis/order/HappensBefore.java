package io.interleave.engine.analysis.order;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The happens-before order of a trace (Lamport: Time, Clocks, and the Ordering of Events in a
 * Distributed System, 1978), followed with vector clocks whose times are seqs.
 *
 * <p>An event of thread u happened before the last read one of another thread t exactly if its seq
 * is at most {@code clock(t).get(u)}. Edges are those that the Java Memory Model and the memory
 * consistency properties of java.util.concurrent promise, no more: what an implementation orders by
 * chance is no order. Programs may rely on a read lock ordering after write locks alone, on an
 * element of a queue ordering its taker after its putter alone, and on a barrier ordering after the
 * arrivals of one generation alone. What a program asks without an event (whether a thread is
 * alive, how many permits are left) orders nothing here.
 *
 * <p>Reads events once, in order; each costs at most the number of threads. Accesses to plain
 * variables and requests may be left out, they order nothing. Keeps a clock for each thread and
 * object, and one for each element in a queue, task to do, and telling that a waiter may still
 * hear. Not thread-safe.
 */
public final class HappensBefore {

  private final Trace trace;
  private final Edges edges;
  private final ById<VectorClock> threads = new ById<>(VectorClock::new);
  // By object: everything that was released to whoever acquires next; breaks of a barrier.
  private final ById<Published> released = new ById<>(Published::new);
  // By lock: what readers released, to whoever acquires it for writing.
  private final ById<Published> readers = new ById<>(Published::new);
  // By thread: what interrupts, and unparks, of it released.
  private final ById<Published> interrupted = new ById<>(Published::new);
  private final ById<Published> unparked = new ById<>(Published::new);
  private boolean interrupts;
  // By condition or barrier.
  private final ById<Waiters> waiters = new ById<>(Waiters::new);
  // By the seq of the put, until the element is taken.
  private final Map<Integer, VectorClock> elements = new HashMap<>();
  // By executor and task, until it is known whether that starts.
  private final Map<Long, VectorClock> tasks = new HashMap<>();

  public HappensBefore(Trace trace, Edges edges) {
    this.trace = trace;
    this.edges = edges;
  }

  /** The clock of a thread after its last event that was read; it changes with the next. */
  public VectorClock clock(int thread) {
    return threads.get(thread);
  }

  /** Reads the next event. */
  public void event(int seq) {
    int thread = trace.thread(seq);
    VectorClock clock = threads.get(thread);
    clock.set(thread, seq);
    if (interrupts && isCause(Kind.THREAD_INTERRUPT, seq)) {
      interrupted.get(thread).acquire(clock);
    }
    int object = trace.object(seq);
    switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> {
        if (edges == Edges.ALL) {
          lock(object, LockValue.unpack(trace.value(seq)), clock);
        }
      }
      case LOCK_RELEASE -> {
        if (edges == Edges.ALL) {
          unlock(object, LockValue.unpack(trace.value(seq)), clock, thread, seq);
        }
      }
      case VAR_READ, VAR_CAS_FAIL -> {
        if (synchronizes(object)) {
          released.get(object).acquire(clock);
        }
      }
      case VAR_WRITE -> {
        if (synchronizes(object)) {
          released.get(object).release(clock, thread, seq);
        }
      }
      case VAR_UPDATE -> {
        if (synchronizes(object)) {
          released.get(object).acquire(clock);
          released.get(object).release(clock, thread, seq);
        }
      }
      case ADDER_ADD -> {
        if (edges == Edges.ALL) {
          released.get(object).release(clock, thread, seq);
        }
      }
      case ADDER_SUM -> {
        if (edges == Edges.ALL) {
          released.get(object).acquire(clock);
        }
      }
      case SEMAPHORE_RELEASE -> {
        if (lasting(object)) {
          released.get(object).release(clock, thread, seq);
        }
      }
      case SEMAPHORE_ACQUIRE -> {
        if (lasting(object)) {
          released.get(object).acquire(clock);
        }
      }
      case EVENT_SET, LATCH_COUNTDOWN, FUTURE_COMPLETE, QUEUE_DONE ->
          released.get(object).release(clock, thread, seq);
      case EVENT_WAKE, LATCH_PASS, FUTURE_GET, QUEUE_JOIN -> released.get(object).acquire(clock);
      case THREAD_CREATE -> threads.get((int) trace.value(seq)).join(clock);
      case THREAD_JOIN -> clock.join(threads.get((int) trace.value(seq)));
      case THREAD_INTERRUPT -> {
        interrupts = true;
        interrupted.get((int) trace.value(seq)).release(clock, thread, seq);
      }
      case THREAD_UNPARK -> unparked.get((int) trace.value(seq)).release(clock, thread, seq);
      case THREAD_RESUME -> {
        if (isCause(Kind.THREAD_UNPARK, seq)) {
          unparked.get(thread).acquire(clock);
        }
      }
      case CONDITION_WAIT, BARRIER_AWAIT -> waiters.get(object).comes(thread, seq, clock);
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL -> waiters.get(object).tell(seq, clock);
      case BARRIER_TRIP -> {
        Long parties = trace.objects().get(object).initial();
        waiters.get(object).trip(thread, Objects.requireNonNullElse(parties, 0L), clock);
        waiters.get(object).tell(seq, clock);
      }
      case BARRIER_BREAK -> {
        waiters.get(object).goes(thread, 0);
        released.get(object).release(clock, thread, seq);
      }
      case BARRIER_FAIL -> {
        waiters.get(object).goes(thread, 0);
        if (isCause(Kind.BARRIER_BREAK, seq)) {
          released.get(object).acquire(clock);
        }
      }
      case CONDITION_WAKE, BARRIER_PASS ->
          join(clock, waiters.get(object).goes(thread, trace.cause(seq)));
      case QUEUE_PUT -> elements.put(seq, clock.copy());
      case QUEUE_TAKE -> join(clock, elements.remove(trace.cause(seq)));
      case TASK_SUBMIT -> tasks.put(task(seq), clock.copy());
      case TASK_START -> join(clock, tasks.remove(task(seq)));
      case TASK_CANCEL, TASK_REJECT -> tasks.remove(task(seq));
      default -> {}
    }
  }

  private void lock(int lock, LockValue value, VectorClock clock) {
    released.get(lock).acquire(clock);
    Published byReaders = readers.find(lock);
    if (byReaders != null && !value.read()) {
      byReaders.acquire(clock);
    }
  }

  private void unlock(int lock, LockValue value, VectorClock clock, int thread, int seq) {
    if (value.holds() == 0) { // else the holder's last release comes later
      (value.read() ? readers : released).get(lock).release(clock, thread, seq);
    }
  }

  private boolean isCause(Kind kind, int seq) {
    int cause = trace.cause(seq);
    return cause != 0 && trace.kind(cause) == kind;
  }

  private boolean lasting(int semaphore) {
    return edges == Edges.ALL
        || Objects.requireNonNullElse(trace.objects().get(semaphore).initial(), 0L) <= 0;
  }

  private boolean synchronizes(int variable) {
    ObjectInfo info = trace.objects().get(variable);
    return edges == Edges.ALL && info.type() != ObjectType.VARIABLE;
  }

  private static void join(VectorClock clock, @Nullable VectorClock other) {
    if (other != null) {
      clock.join(other);
    }
  }

  private long task(int seq) {
    return (long) trace.object(seq) << 32 | trace.value(seq);
  }
}
