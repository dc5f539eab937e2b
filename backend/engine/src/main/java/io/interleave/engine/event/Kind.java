package io.interleave.engine.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an event says happened; the words, codes and values are those of docs/trace-format.md. */
public enum Kind {
  THREAD_NEW(1, "thread.new", ValueType.THREAD),
  THREAD_CREATE(2, "thread.create", ValueType.THREAD),
  THREAD_START(3, "thread.start", ValueType.NONE),
  THREAD_END(4, "thread.end", ValueType.NONE),
  THREAD_JOIN_REQUEST(5, "thread.join.request", ValueType.THREAD),
  THREAD_JOIN(6, "thread.join", ValueType.THREAD),
  THREAD_JOIN_FAIL(7, "thread.join.fail", ValueType.THREAD),
  THREAD_SLEEP(8, "thread.sleep", ValueType.NANOS),
  THREAD_WAKE(9, "thread.wake", ValueType.NONE),
  THREAD_PARK(10, "thread.park", ValueType.NONE),
  THREAD_UNPARK(11, "thread.unpark", ValueType.THREAD),
  THREAD_RESUME(12, "thread.resume", ValueType.NONE),
  THREAD_INTERRUPT(13, "thread.interrupt", ValueType.THREAD),
  LOCK_REQUEST(20, "lock.request", ValueType.LOCK),
  LOCK_ACQUIRE(21, "lock.acquire", ValueType.LOCK),
  LOCK_RELEASE(22, "lock.release", ValueType.LOCK),
  LOCK_FAIL(23, "lock.fail", ValueType.LOCK),
  CONDITION_WAIT(30, "condition.wait", ValueType.NONE),
  CONDITION_SIGNAL(31, "condition.signal", ValueType.COUNT),
  CONDITION_SIGNAL_ALL(32, "condition.signalAll", ValueType.COUNT),
  CONDITION_WAKE(33, "condition.wake", ValueType.REASON),
  SEMAPHORE_REQUEST(40, "semaphore.request", ValueType.COUNT),
  SEMAPHORE_ACQUIRE(41, "semaphore.acquire", ValueType.COUNT),
  SEMAPHORE_RELEASE(42, "semaphore.release", ValueType.COUNT),
  SEMAPHORE_FAIL(43, "semaphore.fail", ValueType.COUNT),
  EVENT_WAIT(50, "event.wait", ValueType.NONE),
  EVENT_SET(51, "event.set", ValueType.COUNT),
  EVENT_CLEAR(52, "event.clear", ValueType.NONE),
  EVENT_WAKE(53, "event.wake", ValueType.NONE),
  EVENT_FAIL(54, "event.fail", ValueType.NONE),
  LATCH_AWAIT(60, "latch.await", ValueType.NONE),
  LATCH_COUNTDOWN(61, "latch.countdown", ValueType.COUNT),
  LATCH_OPEN(62, "latch.open", ValueType.NONE),
  LATCH_PASS(63, "latch.pass", ValueType.NONE),
  LATCH_FAIL(64, "latch.fail", ValueType.NONE),
  BARRIER_AWAIT(70, "barrier.await", ValueType.NONE),
  BARRIER_TRIP(71, "barrier.trip", ValueType.COUNT),
  BARRIER_BREAK(72, "barrier.break", ValueType.NONE),
  BARRIER_PASS(73, "barrier.pass", ValueType.NONE),
  BARRIER_FAIL(74, "barrier.fail", ValueType.NONE),
  QUEUE_PUT_REQUEST(80, "queue.put.request", ValueType.NONE),
  QUEUE_PUT(81, "queue.put", ValueType.COUNT),
  QUEUE_PUT_FAIL(82, "queue.put.fail", ValueType.COUNT),
  QUEUE_TAKE_REQUEST(83, "queue.take.request", ValueType.NONE),
  QUEUE_TAKE(84, "queue.take", ValueType.COUNT),
  QUEUE_TAKE_FAIL(85, "queue.take.fail", ValueType.COUNT),
  QUEUE_DONE(86, "queue.done", ValueType.COUNT),
  QUEUE_JOIN_REQUEST(87, "queue.join.request", ValueType.NONE),
  QUEUE_JOIN(88, "queue.join", ValueType.NONE),
  QUEUE_JOIN_FAIL(89, "queue.join.fail", ValueType.NONE),
  VAR_READ(90, "var.read", ValueType.COUNT),
  VAR_WRITE(91, "var.write", ValueType.COUNT),
  VAR_UPDATE(92, "var.update", ValueType.COUNT),
  VAR_CAS_FAIL(93, "var.cas.fail", ValueType.COUNT),
  ADDER_ADD(94, "adder.add", ValueType.COUNT),
  ADDER_SUM(95, "adder.sum", ValueType.COUNT),
  TASK_SUBMIT(100, "task.submit", ValueType.ID),
  TASK_START(101, "task.start", ValueType.ID),
  TASK_END(102, "task.end", ValueType.ID),
  TASK_FAIL(103, "task.fail", ValueType.ID),
  TASK_CANCEL(104, "task.cancel", ValueType.ID),
  TASK_REJECT(105, "task.reject", ValueType.ID),
  FUTURE_GET_REQUEST(106, "future.get.request", ValueType.NONE),
  FUTURE_GET(107, "future.get", ValueType.NONE),
  FUTURE_COMPLETE(108, "future.complete", ValueType.TEXT),
  FUTURE_GET_FAIL(109, "future.get.fail", ValueType.NONE),
  WORK_BEGIN(120, "work.begin", ValueType.NANOS),
  WORK_END(121, "work.end", ValueType.NONE),
  IO_BEGIN(122, "io.begin", ValueType.NANOS),
  IO_END(123, "io.end", ValueType.NONE),
  NOTE(124, "note", ValueType.TEXT);

  /** How the integer in an event's value column is to be read. */
  public enum ValueType {
    NONE,
    COUNT,
    THREAD,
    NANOS,
    LOCK,
    REASON,
    TEXT,
    ID
  }

  private static final @Nullable Kind[] BY_CODE = new Kind[128];

  static {
    for (Kind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;
  private final String word;
  private final ValueType valueType;

  Kind(int code, String word, ValueType valueType) {
    this.code = code;
    this.word = word;
    this.valueType = valueType;
  }

  /** The number that stands for this kind in a batch, 1 to 127. */
  public int code() {
    return code;
  }

  /** The dotted word, such as {@code lock.acquire}. */
  public String word() {
    return word;
  }

  public ValueType valueType() {
    return valueType;
  }

  /**
   * The kind with this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Kind ofCode(int code) {
    Kind kind = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    if (kind == null) {
      throw new IllegalArgumentException("no kind has code " + code);
    }
    return kind;
  }

  /**
   * The kind with this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Kind ofWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind is called " + word));
  }

  /** Whether a thread that recorded this waits until its next event. */
  public boolean beginsWait() {
    return stateAfter() != ThreadState.RUNNING && this != THREAD_END;
  }

  /** The state of the thread that emitted an event of this kind, until its next event. */
  public ThreadState stateAfter() {
    return switch (this) {
      case LOCK_REQUEST, SEMAPHORE_REQUEST, QUEUE_PUT_REQUEST, QUEUE_TAKE_REQUEST ->
          ThreadState.BLOCKED;
      case CONDITION_WAIT,
          EVENT_WAIT,
          LATCH_AWAIT,
          BARRIER_AWAIT,
          THREAD_JOIN_REQUEST,
          FUTURE_GET_REQUEST,
          QUEUE_JOIN_REQUEST,
          THREAD_PARK ->
          ThreadState.WAITING;
      case THREAD_SLEEP -> ThreadState.SLEEPING;
      case IO_BEGIN -> ThreadState.IO;
      case THREAD_END -> ThreadState.ENDED;
      case THREAD_NEW,
          THREAD_CREATE,
          THREAD_START,
          THREAD_JOIN,
          THREAD_JOIN_FAIL,
          THREAD_WAKE,
          THREAD_UNPARK,
          THREAD_RESUME,
          THREAD_INTERRUPT,
          LOCK_ACQUIRE,
          LOCK_RELEASE,
          LOCK_FAIL,
          CONDITION_SIGNAL,
          CONDITION_SIGNAL_ALL,
          CONDITION_WAKE,
          SEMAPHORE_ACQUIRE,
          SEMAPHORE_RELEASE,
          SEMAPHORE_FAIL,
          EVENT_SET,
          EVENT_CLEAR,
          EVENT_WAKE,
          EVENT_FAIL,
          LATCH_COUNTDOWN,
          LATCH_OPEN,
          LATCH_PASS,
          LATCH_FAIL,
          BARRIER_TRIP,
          BARRIER_BREAK,
          BARRIER_PASS,
          BARRIER_FAIL,
          QUEUE_PUT,
          QUEUE_PUT_FAIL,
          QUEUE_TAKE,
          QUEUE_TAKE_FAIL,
          QUEUE_DONE,
          QUEUE_JOIN,
          QUEUE_JOIN_FAIL,
          VAR_READ,
          VAR_WRITE,
          VAR_UPDATE,
          VAR_CAS_FAIL,
          ADDER_ADD,
          ADDER_SUM,
          TASK_SUBMIT,
          TASK_START,
          TASK_END,
          TASK_FAIL,
          TASK_CANCEL,
          TASK_REJECT,
          FUTURE_GET,
          FUTURE_COMPLETE,
          FUTURE_GET_FAIL,
          WORK_BEGIN,
          WORK_END,
          IO_END,
          NOTE ->
          ThreadState.RUNNING;
    };
  }
}
