package io.interleave.engine.analysis.order;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The happens-before order of a trace (Lamport: Time, Clocks, and the Ordering of Events in a
 * Distributed System, 1978), followed with vector clocks.
 *
 * <p>An event of thread u happened before a later one of thread t exactly if, when it was read,
 * {@code clock(u).get(u)} was at most what {@code clock(t).get(u)} is at the later one. Edges are
 * those that the Java Memory Model and the memory consistency properties of java.util.concurrent
 * promise, no more: what an implementation orders by chance is no order. Programs may rely on a
 * read lock ordering after write locks alone, on an element of a queue ordering its taker after its
 * putter alone, and on a barrier ordering after the arrivals of one generation alone.
 *
 * <p>Reads events once, in order; each costs at most the number of threads. Not thread-safe.
 */
public final class HappensBefore {

  private final Trace trace;
  private final Edges edges;
  // By thread.
  private final List<VectorClock> threads = new ArrayList<>();
  // By object: everything that was released to whoever acquires next.
  private final Map<Integer, VectorClock> released = new HashMap<>();
  // By lock: what releases of its write lock alone released.
  private final Map<Integer, VectorClock> written = new HashMap<>();
  // By thread: what interrupts, and unparks, of it released.
  private final Map<Integer, VectorClock> interrupted = new HashMap<>();
  private final Map<Integer, VectorClock> unparked = new HashMap<>();
  // By the seq that later events name as their cause.
  private final Map<Integer, VectorClock> messages = new HashMap<>();

  public HappensBefore(Trace trace, Edges edges) {
    this.trace = trace;
    this.edges = edges;
  }

  /** The clock of a thread after its last event that was read; it changes with the next. */
  public VectorClock clock(int thread) {
    while (thread >= threads.size()) {
      VectorClock clock = new VectorClock();
      clock.tick(threads.size());
      threads.add(clock);
    }
    return threads.get(thread);
  }

  /** Reads the next event. */
  public void event(int seq) {
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    int cause = trace.cause(seq);
    if (cause != 0 && trace.kind(cause) == Kind.THREAD_INTERRUPT) {
      acquire(thread, interrupted.get(thread));
    }
    switch (trace.kind(seq)) {
      case THREAD_CREATE -> {
        int child = (int) trace.value(seq);
        clock(child).join(clock(thread));
        clock(thread).tick(thread);
      }
      case THREAD_JOIN -> acquire(thread, clock((int) trace.value(seq)));
      case THREAD_INTERRUPT -> release(thread, (int) trace.value(seq), interrupted);
      case THREAD_UNPARK -> release(thread, (int) trace.value(seq), unparked);
      case THREAD_RESUME -> {
        if (cause != 0) {
          acquire(thread, unparked.get(thread));
        }
      }
      case LOCK_ACQUIRE -> {
        if (edges == Edges.ALL) {
          boolean read = LockValue.unpack(trace.value(seq)).read();
          acquire(thread, (read ? written : released).get(object));
        }
      }
      case LOCK_RELEASE -> {
        if (edges == Edges.ALL) {
          if (!LockValue.unpack(trace.value(seq)).read()) {
            written.computeIfAbsent(object, _ -> new VectorClock()).join(clock(thread));
          }
          release(thread, object, released);
        }
      }
      case SEMAPHORE_ACQUIRE -> {
        if (lasting(object)) {
          acquire(thread, released.get(object));
        }
      }
      case SEMAPHORE_RELEASE -> {
        if (lasting(object)) {
          release(thread, object, released);
        }
      }
      case VAR_READ, VAR_CAS_FAIL -> {
        if (synchronizes(object)) {
          acquire(thread, released.get(object));
        }
      }
      case VAR_WRITE -> {
        if (synchronizes(object)) {
          release(thread, object, released);
        }
      }
      case VAR_UPDATE -> {
        if (synchronizes(object)) {
          acquire(thread, released.get(object));
          release(thread, object, released);
        }
      }
      case ADDER_ADD, EVENT_SET, LATCH_COUNTDOWN, FUTURE_COMPLETE, QUEUE_DONE ->
          release(thread, object, released);
      case ADDER_SUM, EVENT_WAKE, LATCH_PASS, FUTURE_GET, QUEUE_JOIN ->
          acquire(thread, released.get(object));
      case BARRIER_AWAIT -> release(thread, object, released);
      case BARRIER_TRIP, BARRIER_BREAK -> {
        acquire(thread, released.remove(object));
        release(thread, seq, messages);
      }
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL, QUEUE_PUT, TASK_SUBMIT ->
          release(thread, seq, messages);
      case QUEUE_TAKE, TASK_START -> acquire(thread, messages.remove(cause));
      case CONDITION_WAKE, BARRIER_PASS, BARRIER_FAIL -> acquire(thread, messages.get(cause));
      default -> {}
    }
  }

  private boolean lasting(int semaphore) {
    Long permits = trace.objects().get(semaphore).initial();
    return edges == Edges.ALL || Objects.requireNonNullElse(permits, 0L) == 0;
  }

  private boolean synchronizes(int variable) {
    ObjectInfo info = trace.objects().get(variable);
    return edges == Edges.ALL && info.type() != ObjectType.VARIABLE;
  }

  private void acquire(int thread, @Nullable VectorClock from) {
    if (from != null) {
      clock(thread).join(from);
    }
  }

  private void release(int thread, int key, Map<Integer, VectorClock> to) {
    to.computeIfAbsent(key, _ -> new VectorClock()).join(clock(thread));
    clock(thread).tick(thread);
  }
}
