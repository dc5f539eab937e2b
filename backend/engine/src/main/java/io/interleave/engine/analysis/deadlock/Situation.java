package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.event.WakeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what, and what could end it, as of the last event read.
 *
 * <p>Follows the state of every object. Where a trace leaves open what the state is, this errs
 * towards a wait that can end: what lets others go on is recorded before it takes effect, and what
 * was let go after.
 */
final class Situation {

  private final Trace trace;
  // By thread, and by object; null where there was none yet.
  private final List<@Nullable Lane> lanes = new ArrayList<>();
  private final List<@Nullable Resource> resources = new ArrayList<>();
  final Pools pools = new Pools();
  private int alive;
  private int acting;

  Situation(Trace trace) {
    this.trace = trace;
  }

  Lane lane(int thread) {
    while (lanes.size() <= thread) {
      lanes.add(null);
    }
    Lane lane = lanes.get(thread);
    if (lane == null) {
      lane = new Lane(thread);
      lanes.set(thread, lane);
    }
    return lane;
  }

  Resource resource(int object) {
    while (resources.size() <= object) {
      resources.add(null);
    }
    Resource resource = resources.get(object);
    if (resource == null) {
      resource = new Resource(trace.objects().get(object));
      resources.set(object, resource);
    }
    return resource;
  }

  /** How many threads are alive. */
  int alive() {
    return alive;
  }

  /** How many of them go on without anybody's help. */
  int acting() {
    return acting;
  }

  /** The threads that are alive and do not go on by themselves, in the order of their ids. */
  List<Lane> waiting() {
    List<Lane> waiting = new ArrayList<>();
    for (Lane lane : lanes) {
      if (lane != null && lane.alive && !lane.acting) {
        waiting.add(lane);
      }
    }
    return waiting;
  }

  /**
   * Reads the next event.
   *
   * @return whether its thread goes on less than before: it began to wait for others, or ended
   */
  boolean event(int seq) {
    Kind kind = trace.kind(seq);
    Lane lane = lane(trace.thread(seq));
    arrive(lane);
    if (lane.interrupts > 0 && trace.cause(seq) != 0) {
      if (trace.kind(trace.cause(seq)) == Kind.THREAD_INTERRUPT) {
        lane.interrupts--;
      }
    }
    boolean letsGo = lane.lettingGo && kind == Kind.LOCK_RELEASE;
    update(kind, seq, lane);
    if (!letsGo) {
      lane.wait = kind.beginsWait() ? seq : 0;
    }
    lane.lettingGo = kind == Kind.CONDITION_WAIT;
    refresh(lane);
    return !lane.acting && (letsGo || kind.beginsWait() || kind == Kind.THREAD_END);
  }

  private void arrive(Lane lane) {
    if (lane.alive || lane.ended) {
      return;
    }
    lane.alive = true;
    alive++;
    ThreadInfo info = trace.threads().get(lane.thread);
    if (info.pool() != 0) {
      pools.hired(info.pool(), lane.thread);
    }
    refresh(lane);
  }

  private void refresh(Lane lane) {
    boolean acts = lane.alive && (lane.wait == 0 || lane.lettingGo || endsByItself(lane.wait));
    if (acts != lane.acting) {
      lane.acting = acts;
      acting += acts ? 1 : -1;
    }
  }

  // Whoever gives up waiting on a condition needs its lock all the same.
  private boolean endsByItself(int wait) {
    return switch (trace.kind(wait)) {
      case THREAD_SLEEP, IO_BEGIN -> true;
      case CONDITION_WAIT -> false;
      default -> trace.timed(wait);
    };
  }

  private void update(Kind kind, int seq, Lane lane) {
    int object = trace.object(seq);
    long value = trace.value(seq);
    switch (kind) {
      case THREAD_CREATE -> arrive(lane((int) value));
      case THREAD_END -> {
        lane.alive = false;
        lane.ended = true;
        alive--;
        ThreadInfo info = trace.threads().get(lane.thread);
        if (info.pool() != 0) {
          pools.left(info.pool(), lane.thread);
        }
      }
      case THREAD_INTERRUPT -> {
        Lane target = lane((int) value);
        target.interrupts = Math.min(2, target.interrupts + 1);
      }
      case THREAD_UNPARK -> {
        Lane target = lane((int) value);
        target.unparks = Math.min(2, target.unparks + 1);
      }
      case THREAD_RESUME -> lane.unparks = Math.max(0, lane.unparks - 1);
      case LOCK_ACQUIRE -> {
        if (resource(object).acquire(lane, LockValue.unpack(value))) {
          lane.locks++;
        }
      }
      case LOCK_RELEASE -> release(resource(object), lane, LockValue.unpack(value));
      case CONDITION_WAIT -> resource(object).await(lane);
      case CONDITION_SIGNAL -> resource(object).signal();
      case CONDITION_SIGNAL_ALL -> resource(object).signalAll();
      case CONDITION_WAKE -> resource(object).wake(lane, value == WakeReason.SIGNALLED.code());
      case SEMAPHORE_ACQUIRE -> {
        resource(object).level -= value;
        resource(object).permits(lane.thread, value);
      }
      case SEMAPHORE_RELEASE -> {
        resource(object).level += value;
        resource(object).permits(lane.thread, -value);
      }
      case EVENT_SET -> {
        resource(object).level = 1;
        resource(object).sets++;
      }
      case EVENT_CLEAR -> resource(object).level = 0;
      case EVENT_WAIT -> lane.sets = resource(object).sets;
      case EVENT_WAKE -> {
        if (resource(object).info.capacity() != null) {
          resource(object).level = 0;
        }
      }
      case LATCH_COUNTDOWN, QUEUE_TAKE -> resource(object).level = value;
      case QUEUE_PUT -> {
        resource(object).level = value;
        resource(object).unfinished++;
      }
      case QUEUE_DONE -> resource(object).unfinished = value;
      case BARRIER_AWAIT -> resource(object).level++;
      case BARRIER_TRIP -> {
        Resource barrier = resource(object);
        Long parties = barrier.info.initial();
        long gone = parties == null ? barrier.level : parties;
        barrier.level = Math.max(0, barrier.level - gone);
        barrier.passing += gone;
      }
      case BARRIER_PASS -> resource(object).passing--;
      case BARRIER_BREAK -> resource(object).broken = true;
      case FUTURE_COMPLETE -> resource(object).level = 1;
      case TASK_START -> pools.started(object, value, lane.thread);
      case TASK_END, TASK_FAIL -> pools.ended(object, value);
      default -> {}
    }
  }

  private void release(Resource lock, Lane lane, LockValue value) {
    Lane holder = lock.isOwned() || lock.writer() == 0 ? lane : lane(lock.writer());
    if (lock.release(holder, value) && holder.locks > 0) {
      holder.locks--;
    }
  }

  /** Whether nothing more need happen for a thread's wait to end. */
  boolean isMet(Lane lane) {
    int seq = lane.wait;
    if (trace.kind(seq) == Kind.CONDITION_WAIT) {
      return isWoken(lane) && lockOf(seq).isFree(lane.thread, false);
    }
    if (lane.interrupts > 0) {
      return true;
    }
    return switch (trace.kind(seq)) {
      case THREAD_JOIN_REQUEST -> {
        Lane other = lane((int) trace.value(seq));
        yield !other.alive;
      }
      case THREAD_PARK -> lane.unparks > 0;
      case LOCK_REQUEST -> lockOf(seq).isFree(lane.thread, reads(seq));
      case SEMAPHORE_REQUEST -> resource(trace.object(seq)).level >= trace.value(seq);
      case EVENT_WAIT -> {
        Resource event = resource(trace.object(seq));
        yield event.level > 0 || (event.info.capacity() == null && event.sets > lane.sets);
      }
      case LATCH_AWAIT -> resource(trace.object(seq)).level == 0;
      case BARRIER_AWAIT -> {
        Resource barrier = resource(trace.object(seq));
        Long parties = barrier.info.initial();
        yield barrier.broken || barrier.passing > 0 || parties == null || barrier.level >= parties;
      }
      case QUEUE_PUT_REQUEST -> {
        Resource queue = resource(trace.object(seq));
        Long capacity = queue.info.capacity();
        yield capacity == null || queue.level < capacity;
      }
      case QUEUE_TAKE_REQUEST, FUTURE_GET_REQUEST -> resource(trace.object(seq)).level > 0;
      case QUEUE_JOIN_REQUEST -> resource(trace.object(seq)).unfinished == 0;
      default -> true;
    };
  }

  /** Whether a thread that waits on a condition needs its lock alone any more. */
  private boolean isWoken(Lane lane) {
    return lane.signalled || lane.interrupts > 0 || trace.timed(lane.wait);
  }

  private boolean reads(int seq) {
    return trace.kind(seq) == Kind.LOCK_REQUEST && LockValue.unpack(trace.value(seq)).read();
  }

  /** The lock that a request asks for, or that a wait on a condition ends with. */
  private Resource lockOf(int seq) {
    int object = trace.object(seq);
    return trace.kind(seq) == Kind.CONDITION_WAIT
        ? resource(trace.objects().get(object).parent())
        : resource(object);
  }

  /** The object that a thread needs, 0 for none: of a condition, its lock. */
  int asksFor(Lane lane) {
    int object = trace.object(lane.wait);
    return trace.kind(lane.wait) == Kind.CONDITION_WAIT ? lockOf(lane.wait).info.id() : object;
  }

  /** The threads that all must do something before a thread's wait can end, as far as known. */
  Iterable<Integer> owners(Lane lane) {
    int seq = lane.wait;
    return switch (trace.kind(seq)) {
      case LOCK_REQUEST, CONDITION_WAIT -> lockOf(seq).inTheWay(lane.thread, reads(seq));
      case THREAD_JOIN_REQUEST -> List.of((int) trace.value(seq));
      case FUTURE_GET_REQUEST -> {
        int worker = pools.worker(resource(trace.object(seq)).info);
        yield worker == 0 ? List.of() : List.of(worker);
      }
      default -> List.of();
    };
  }

  /** Whether a thread waits for a task that no worker has taken yet. */
  boolean awaitsQueuedTask(Lane lane) {
    if (trace.kind(lane.wait) != Kind.FUTURE_GET_REQUEST) {
      return false;
    }
    ObjectInfo future = resource(trace.object(lane.wait)).info;
    return future.parent() != 0 && pools.worker(future) == 0;
  }

  /** The executor of the future that a thread waits for. */
  ObjectInfo executorOf(Lane lane) {
    return trace.objects().get(trace.objects().get(trace.object(lane.wait)).parent());
  }

  /** Whether a thread's wait is one that any thread could end, and not its owners alone. */
  boolean isForAnyone(Lane lane) {
    return switch (trace.kind(lane.wait)) {
      case LOCK_REQUEST -> !lockOf(lane.wait).isOwned();
      case CONDITION_WAIT -> !isWoken(lane);
      case THREAD_JOIN_REQUEST -> false;
      case FUTURE_GET_REQUEST ->
          resource(trace.object(lane.wait)).info.parent() == 0
              || (awaitsQueuedTask(lane) && pools.canGrow(executorOf(lane)));
      default -> true;
    };
  }

  /**
   * Whether a thread's wait can end.
   *
   * @param free whether a thread can go on
   * @param anyone whether any thread can
   */
  boolean canEnd(Lane lane, IntPredicate free, boolean anyone) {
    if (isMet(lane)) {
      return true;
    }
    boolean forAnyone = isForAnyone(lane);
    if (awaitsQueuedTask(lane)) {
      return (forAnyone && anyone)
          || pools.workers(executorOf(lane).id()).stream().anyMatch(free::test);
    }
    if (trace.kind(lane.wait) == Kind.LOCK_REQUEST && forAnyone) {
      return anyone;
    }
    if (forAnyone && !anyone) {
      return false;
    }
    for (int owner : owners(lane)) {
      if (!free.test(owner)) {
        return false;
      }
    }
    return true;
  }
}
