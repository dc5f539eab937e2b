package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replays a trace against a slow, obvious model of every object and thread, and fails at the first
 * event that could not be.
 */
public final class TraceRules {

  private final Trace trace;
  private final boolean takesAny;
  private final Map<Integer, Long> lastTime = new HashMap<>();
  private final Map<Integer, Kind> lastKind = new HashMap<>();
  private final Set<Integer> created = new HashSet<>();
  private final Set<Integer> started = new HashSet<>();
  private final Set<Integer> ended = new HashSet<>();
  private final Map<Integer, Map<Integer, Integer>> writeHolds = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> readHolds = new HashMap<>();
  private final Map<Integer, Long> permits = new HashMap<>();
  private final Map<Integer, ArrayDeque<Long>> elements = new HashMap<>();
  private final Map<Integer, Long> unfinished = new HashMap<>();
  private final Map<Integer, Long> finished = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> writers = new HashMap<>();
  private final Map<Integer, Long> counts = new HashMap<>();
  private final Map<Integer, List<Integer>> conditionWaiters = new HashMap<>();
  private final Map<Integer, Boolean> flags = new HashMap<>();
  private final Set<Integer> completed = new HashSet<>();
  private final Set<String> submitted = new HashSet<>();

  private TraceRules(Trace trace, boolean takesAny) {
    this.trace = trace;
    this.takesAny = takesAny;
  }

  /** Checks the trace of a program that takes the elements of its queues in order. */
  public static void check(Trace trace) {
    check(trace, false);
  }

  /**
   * Checks a trace.
   *
   * @param takesAny whether elements are taken from anywhere in their queues
   */
  public static void check(Trace trace, boolean takesAny) {
    TraceRules rules = new TraceRules(trace, takesAny);
    for (int seq = 1; seq <= trace.size(); seq++) {
      Event event = trace.get(seq);
      try {
        rules.check(event);
      } catch (AssertionError e) {
        throw new AssertionError(
            "at " + event + " on " + rules.describe(event) + ": " + e.getMessage(), e);
      }
    }
  }

  private String describe(Event event) {
    return event.object() == 0 ? "nothing" : trace.objects().get(event.object()).toString();
  }

  private void check(Event event) {
    assertThat(event.t())
        .as("time goes on")
        .isGreaterThanOrEqualTo(lastTime.getOrDefault(event.thread(), 0L));
    lastTime.put(event.thread(), event.t());
    assertThat(event.cause()).as("cause precedes").isLessThan(event.seq());
    checkLife(event);
    checkPair(event);
    checkObject(event);
    lastKind.put(event.thread(), event.kind());
  }

  private void checkLife(Event event) {
    int thread = event.thread();
    assertThat(ended).as("ended threads are silent").doesNotContain(thread);
    if (event.kind() == Kind.THREAD_START) {
      assertThat(started.add(thread)).isTrue();
      if (event.cause() != 0) {
        assertThat(trace.kind((int) event.cause())).isEqualTo(Kind.THREAD_CREATE);
        assertThat(trace.value((int) event.cause())).isEqualTo(thread);
      } else {
        assertThat(created).as("a created thread starts because of that").doesNotContain(thread);
      }
    } else {
      assertThat(started).as("threads begin with their start").contains(thread);
    }
    switch (event.kind()) {
      case THREAD_CREATE -> assertThat(created.add((int) event.value())).isTrue();
      case THREAD_END -> ended.add(thread);
      case THREAD_JOIN -> {
        assertThat(ended).contains((int) event.value());
        assertThat(trace.kind((int) event.cause())).isEqualTo(Kind.THREAD_END);
        assertThat(trace.thread((int) event.cause())).isEqualTo((int) event.value());
      }
      default -> {}
    }
  }

  /** A thread that waits records nothing but the end of its wait. */
  private void checkPair(Event event) {
    Kind last = lastKind.get(event.thread());
    if (last == null || !last.beginsWait()) {
      return;
    }
    List<Kind> ends =
        switch (last) {
          case LOCK_REQUEST -> List.of(Kind.LOCK_ACQUIRE, Kind.LOCK_FAIL);
          case SEMAPHORE_REQUEST -> List.of(Kind.SEMAPHORE_ACQUIRE, Kind.SEMAPHORE_FAIL);
          case QUEUE_PUT_REQUEST -> List.of(Kind.QUEUE_PUT, Kind.QUEUE_PUT_FAIL);
          case QUEUE_TAKE_REQUEST -> List.of(Kind.QUEUE_TAKE, Kind.QUEUE_TAKE_FAIL);
          case CONDITION_WAIT -> List.of(Kind.LOCK_RELEASE);
          case QUEUE_JOIN_REQUEST -> List.of(Kind.QUEUE_JOIN, Kind.QUEUE_JOIN_FAIL);
          case EVENT_WAIT -> List.of(Kind.EVENT_WAKE, Kind.EVENT_FAIL);
          case LATCH_AWAIT -> List.of(Kind.LATCH_PASS, Kind.LATCH_FAIL);
          case BARRIER_AWAIT ->
              List.of(Kind.BARRIER_PASS, Kind.BARRIER_FAIL, Kind.BARRIER_BREAK, Kind.BARRIER_TRIP);
          case THREAD_JOIN_REQUEST -> List.of(Kind.THREAD_JOIN, Kind.THREAD_JOIN_FAIL);
          case FUTURE_GET_REQUEST -> List.of(Kind.FUTURE_GET, Kind.FUTURE_GET_FAIL);
          case THREAD_PARK -> List.of(Kind.THREAD_RESUME);
          case THREAD_SLEEP -> List.of(Kind.THREAD_WAKE);
          case IO_BEGIN -> List.of(Kind.IO_END);
          default -> throw new AssertionError("no result known for " + last);
        };
    assertThat(event.kind()).as("after " + last).isIn(ends);
  }

  private void checkObject(Event event) {
    if (event.object() == 0) {
      return;
    }
    int object = event.object();
    ObjectInfo info = trace.objects().get(object);
    switch (event.kind()) {
      case LOCK_ACQUIRE -> acquire(event, info);
      case LOCK_RELEASE -> release(event, info);
      case CONDITION_WAIT -> {
        assertHeld(info.parent(), event.thread());
        conditionWaiters.computeIfAbsent(object, k -> new ArrayList<>()).add(event.thread());
      }
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL -> assertHeld(info.parent(), event.thread());
      case CONDITION_WAKE -> {
        assertThat(conditionWaiters.get(object)).contains(event.thread());
        conditionWaiters.get(object).remove((Integer) event.thread());
        if (event.value() == 0) {
          assertThat(trace.kind((int) event.cause()))
              .isIn(Kind.CONDITION_SIGNAL, Kind.CONDITION_SIGNAL_ALL);
          assertThat(trace.object((int) event.cause())).isEqualTo(object);
        }
      }
      case SEMAPHORE_ACQUIRE -> {
        long left = permits.getOrDefault(object, info.initial()) - event.value();
        assertThat(left).as("permits").isNotNegative();
        permits.put(object, left);
      }
      case SEMAPHORE_RELEASE -> {
        long now = permits.getOrDefault(object, info.initial()) + event.value();
        permits.put(object, now);
        if (info.capacity() != null) {
          assertThat(now).as("permits").isLessThanOrEqualTo(info.capacity());
        }
      }
      case QUEUE_PUT -> {
        ArrayDeque<Long> queue = elements.computeIfAbsent(object, k -> new ArrayDeque<>());
        queue.addLast(event.seq());
        unfinished.merge(object, 1L, Long::sum);
        assertThat(event.value()).as("size").isEqualTo(queue.size());
        if (info.capacity() != null) {
          assertThat(event.value()).isLessThanOrEqualTo(info.capacity());
        }
      }
      case QUEUE_TAKE -> {
        ArrayDeque<Long> queue = elements.computeIfAbsent(object, k -> new ArrayDeque<>());
        if (takesAny) {
          assertThat(queue.remove(event.cause())).as("the put of the element").isTrue();
        } else {
          assertThat(event.cause()).as("the put of the element").isEqualTo(queue.pollFirst());
        }
        assertThat(event.value()).as("size").isEqualTo(queue.size());
      }
      case QUEUE_DONE -> {
        assertThat(event.value())
            .as("unfinished")
            .isNotNegative()
            .isEqualTo(unfinished.merge(object, -1L, Long::sum));
        if (event.value() == 0) {
          finished.put(object, event.seq());
        }
      }
      case QUEUE_JOIN -> {
        assertThat(unfinished.getOrDefault(object, 0L)).as("unfinished").isZero();
        assertThat(event.cause()).as("the end").isEqualTo(finished.getOrDefault(object, 0L));
      }
      case VAR_READ, VAR_CAS_FAIL -> {
        if (values.containsKey(object) || info.initial() != null) { // a text has none
          assertThat(event.value())
              .as("value")
              .isEqualTo(values.getOrDefault(object, info.initial()));
        }
        assertThat(event.cause()).as("reads from").isEqualTo(writers.getOrDefault(object, 0L));
      }
      case VAR_WRITE -> written(event);
      case VAR_UPDATE -> {
        assertThat(event.cause()).as("updates").isEqualTo(writers.getOrDefault(object, 0L));
        written(event);
      }
      case LATCH_COUNTDOWN -> {
        long left = Math.max(0, counts.getOrDefault(object, info.initial()) - 1);
        counts.put(object, left);
        assertThat(event.value()).isEqualTo(left);
      }
      case LATCH_OPEN, LATCH_PASS ->
          assertThat(counts.getOrDefault(object, info.initial())).as("count").isZero();
      case BARRIER_AWAIT -> counts.merge(object, 1L, Long::sum);
      case BARRIER_TRIP -> {
        assertThat(counts.get(object)).as("parties").isEqualTo(info.initial());
        counts.put(object, 0L);
      }
      case EVENT_SET -> flags.put(object, true);
      case EVENT_CLEAR -> flags.put(object, false);
      case EVENT_WAKE -> assertThat(trace.kind((int) event.cause())).isEqualTo(Kind.EVENT_SET);
      case FUTURE_COMPLETE -> assertThat(completed.add(object)).as("completed once").isTrue();
      case FUTURE_GET -> assertThat(completed).contains(object);
      case TASK_SUBMIT -> submitted.add(object + "/" + event.value());
      case TASK_START -> assertThat(submitted).contains(object + "/" + event.value());
      default -> {}
    }
  }

  private void written(Event event) {
    values.put(event.object(), event.value());
    writers.put(event.object(), event.seq());
  }

  private void assertHeld(int lock, int thread) {
    assertThat(writeHolds.getOrDefault(lock, Map.of()).getOrDefault(thread, 0))
        .as("holds")
        .isPositive();
  }

  private void acquire(Event event, ObjectInfo info) {
    LockValue value = LockValue.unpack(event.value());
    Map<Integer, Integer> writers =
        writeHolds.computeIfAbsent(event.object(), k -> new HashMap<>());
    Map<Integer, Integer> readers = readHolds.computeIfAbsent(event.object(), k -> new HashMap<>());
    assertThat(writers.keySet()).as("mutual exclusion").isSubsetOf(event.thread());
    if (info.type() == ObjectType.LOCK) {
      assertThat(writers).as("not reentrant").isEmpty();
    }
    if (!value.read()) {
      assertThat(readers).as("a writer is alone").isEmpty();
    }
    boolean reenters =
        writers.containsKey(event.thread())
            || (value.read() && readers.containsKey(event.thread()));
    assertThat(event.cause())
        .as("the release behind it")
        .isEqualTo(reenters ? 0 : releaseBehind(event, value));
    (value.read() ? readers : writers).put(event.thread(), value.holds());
  }

  private void release(Event event, ObjectInfo info) {
    LockValue value = LockValue.unpack(event.value());
    Map<Integer, Integer> holds = (value.read() ? readHolds : writeHolds).get(event.object());
    if (info.type() == ObjectType.LOCK) {
      assertThat(holds).as("somebody holds it").isNotEmpty();
      holds.clear();
      return;
    }
    assertThat(holds).containsKey(event.thread());
    if (value.holds() == 0) {
      holds.remove(event.thread());
    } else {
      holds.put(event.thread(), value.holds());
    }
  }

  /** The last event that freed the lock for this request, found the slow way. */
  private long releaseBehind(Event acquire, LockValue value) {
    for (int seq = (int) acquire.seq() - 1; seq > 0; seq--) {
      if (trace.object(seq) == acquire.object() && trace.kind(seq) == Kind.LOCK_RELEASE) {
        LockValue released = LockValue.unpack(trace.value(seq));
        if (released.holds() == 0 && (!value.read() || !released.read())) {
          return seq;
        }
      }
    }
    return 0;
  }
}
