package io.interleave.engine.analysis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Script;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.WakeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each way in which threads are ordered: with it, a write in thread 1 and a read in thread 2 are no
 * race; without what thread 1 does after its write, they are.
 */
class OrderingEdgesTest {

  // The one object that threads order themselves by.
  private static final int IT = 1;
  private static final int LOCK = 2;
  private static final int X = 3;

  private static int last(Script script) {
    return script.trace.size();
  }

  /** What thread 1 does after its write, and thread 2 before its read. */
  enum Edge {
    LOCK_EDGE(ObjectType.REENTRANT_LOCK, s -> section(s, 1), s -> s.acquire(2, IT)),
    WRITE_THEN_READ_LOCK(
        ObjectType.READ_WRITE_LOCK, s -> section(s, 1), s -> s.acquire(2, IT, true)),
    READ_THEN_WRITE_LOCK(
        ObjectType.READ_WRITE_LOCK,
        s -> {
          s.acquire(1, IT, true);
          s.release(1, IT, true);
        },
        s -> s.acquire(2, IT)),
    FORK(ObjectType.LOCK, s -> s.fork(1, 2), s -> {}),
    JOIN(
        ObjectType.LOCK,
        s -> s.add(1, Kind.THREAD_END, 0),
        s -> s.add(2, Kind.THREAD_JOIN, 0, 1, last(s))),
    INTERRUPT(
        ObjectType.LOCK,
        s -> s.add(1, Kind.THREAD_INTERRUPT, 0, 2, 0),
        s -> s.add(2, Kind.THREAD_WAKE, 0, 0, last(s))),
    UNPARK(
        ObjectType.LOCK,
        s -> s.add(1, Kind.THREAD_UNPARK, 0, 2, 0),
        s -> s.add(2, Kind.THREAD_RESUME, 0, 0, last(s))),
    SEMAPHORE(
        ObjectType.SEMAPHORE,
        s -> s.add(1, Kind.SEMAPHORE_RELEASE, IT, 1, 0),
        s -> s.add(2, Kind.SEMAPHORE_ACQUIRE, IT, 1, 0)),
    EVENT(
        ObjectType.EVENT,
        s -> s.add(1, Kind.EVENT_SET, IT),
        s -> s.add(2, Kind.EVENT_WAKE, IT, 0, last(s))),
    LATCH(
        ObjectType.LATCH,
        s -> s.add(1, Kind.LATCH_COUNTDOWN, IT),
        s -> {
          int open = s.add(3, Kind.LATCH_OPEN, IT);
          s.add(2, Kind.LATCH_PASS, IT, 0, open);
        }),
    BARRIER(
        ObjectType.BARRIER,
        s -> s.add(1, Kind.BARRIER_AWAIT, IT),
        s -> {
          s.add(2, Kind.BARRIER_AWAIT, IT);
          s.add(3, Kind.BARRIER_AWAIT, IT);
          int trip = s.add(3, Kind.BARRIER_TRIP, IT, 1, 0);
          s.add(2, Kind.BARRIER_PASS, IT, 0, trip);
        }),
    QUEUE(
        ObjectType.QUEUE,
        s -> s.add(1, Kind.QUEUE_PUT, IT, 1, 0),
        s -> s.add(2, Kind.QUEUE_TAKE, IT, 0, last(s))),
    TASK(
        ObjectType.EXECUTOR,
        s -> s.add(1, Kind.TASK_SUBMIT, IT, 7, 0),
        s -> s.add(2, Kind.TASK_START, IT, 7, last(s))),
    FUTURE(
        ObjectType.FUTURE,
        s -> s.add(1, Kind.FUTURE_COMPLETE, IT),
        s -> s.add(2, Kind.FUTURE_GET, IT, 0, last(s))),
    CONDITION(
        ObjectType.CONDITION,
        s -> {
          s.add(2, Kind.CONDITION_WAIT, IT);
          s.add(1, Kind.CONDITION_SIGNAL, IT, 1, 0);
        },
        s -> s.add(2, Kind.CONDITION_WAKE, IT, WakeReason.SIGNALLED.code(), last(s))),
    VOLATILE(ObjectType.VOLATILE, s -> s.write(1, IT, 1), s -> s.read(2, IT)),
    UPDATE(ObjectType.ATOMIC, s -> s.update(1, IT, 1), s -> s.update(2, IT, 2)),
    FAILED_COMPARE_AND_SET(
        ObjectType.ATOMIC,
        s -> s.update(1, IT, 1),
        s -> s.add(2, Kind.VAR_CAS_FAIL, IT, 1, last(s))),
    ADDER(ObjectType.ADDER, s -> s.add(1, Kind.ADDER_ADD, IT), s -> s.add(2, Kind.ADDER_SUM, IT));

    final ObjectType type;
    final Consumer<Script> after;
    final Consumer<Script> before;

    Edge(ObjectType type, Consumer<Script> after, Consumer<Script> before) {
      this.type = type;
      this.after = after;
      this.before = before;
    }
  }

  private static void section(Script script, int thread) {
    script.acquire(thread, IT);
    script.release(thread, IT);
  }

  private static Script script(ObjectType type) {
    Script script = new Script(3);
    script.object(type, "it", 3L);
    script.object(ObjectType.LOCK, "lock");
    script.object(ObjectType.VARIABLE, "x", 0L);
    return script;
  }

  private static List<Finding> races(Script script) {
    FastTrack analysis = new FastTrack(script.trace);
    List<Finding> races = new ArrayList<>();
    for (int seq = 1; seq <= script.trace.size(); seq++) {
      races.addAll(analysis.read(seq));
    }
    return races;
  }

  @ParameterizedTest
  @EnumSource(Edge.class)
  void orders(Edge edge) {
    Script script = script(edge.type);
    script.write(1, X, 1);
    edge.after.accept(script);
    edge.before.accept(script);
    script.read(2, X);
    assertThat(races(script)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Edge.class)
  void orderedTheOtherWayIsNoOrder(Edge edge) {
    Script script = script(edge.type);
    edge.after.accept(script);
    script.write(1, X, 1);
    edge.before.accept(script);
    script.read(2, X);
    assertThat(races(script)).hasSize(1);
  }

  @Test
  void readLocksDoNotOrderEachOther() {
    Script script = script(ObjectType.READ_WRITE_LOCK);
    script.acquire(1, IT, true);
    script.write(1, X, 1);
    script.release(1, IT, true);
    script.acquire(2, IT, true);
    script.read(2, X);
    assertThat(races(script))
        .singleElement()
        .extracting(finding -> finding.message().en())
        .asString()
        .contains("Both held 'it', but for reading");
  }

  @Test
  void anotherLockDoesNotOrder() {
    Script script = script(ObjectType.REENTRANT_LOCK);
    script.acquire(1, IT);
    script.write(1, X, 1);
    script.release(1, IT);
    script.acquire(2, LOCK);
    script.write(2, X, 2);
    script.release(2, LOCK);
    assertThat(races(script))
        .singleElement()
        .extracting(finding -> finding.message().en())
        .isEqualTo(
            "Data race on 'x': t1 wrote 1 (Script.java:3), then t2 wrote 2 (Script.java:7), and"
                + " nothing orders the two. After its access t1 let go of 'it' (Script.java:4); the"
                + " last thing that t2 went by before its own is that it took 'lock'"
                + " (Script.java:6). t1 held 'it', t2 held 'lock': different locks order nothing."
                + " Holding the same lock in both places would order them. The 1 that t1 wrote was"
                + " overwritten before any other thread saw it.");
  }

  @Test
  void anInnerReleaseOfALockThatIsStillHeldDoesNotOrder() {
    Script script = script(ObjectType.REENTRANT_LOCK);
    script.acquire(1, IT);
    script.write(1, X, 1);
    script.add(1, Kind.LOCK_RELEASE, IT, LockValue.pack(1, false, false), 0);
    script.read(2, X);
    assertThat(races(script)).hasSize(1);
  }

  @Test
  void aLostUpdateIsToldWithItsValues() {
    Script script = script(ObjectType.LOCK);
    script.fork(1, 2);
    script.fork(1, 3);
    script.read(2, X, 23);
    script.read(3, X, 23);
    script.write(2, X, 1, 25);
    script.write(3, X, 1, 25);
    List<String> messages = races(script).stream().map(race -> race.message().en()).toList();
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst())
        .startsWith(
            "Data race on 'x': t3 read 0 (Script.java:23), then t2 wrote 1 (Script.java:25)")
        .contains("volatile would not be enough")
        .endsWith(
            "t3 read the value from before the write; had the write been first, it could have read"
                + " 1.");
    assertThat(messages.getLast()).endsWith("Both wrote the same value, so it does not show here.");
  }

  @Test
  void aMissingJoinIsNamed() {
    Script script = script(ObjectType.LOCK);
    script.fork(1, 2);
    script.write(2, X, 1);
    script.read(1, X);
    assertThat(races(script).getFirst().message().en())
        .contains("t1 started t2 (Script.java:1): joining it before this access would order them");
  }

  @Test
  void eachPairOfLinesIsReportedOnceAndNoMoreThanFiftyInAll() {
    Script script = script(ObjectType.LOCK);
    for (int i = 0; i < 1_000; i++) {
      script.write(1, X, i, 1 + i % 2);
      script.write(2, X, i, 3);
    }
    assertThat(races(script)).as("each of lines 1 and 2 before, and after, 3").hasSize(4);
    for (int i = 0; i < 1_000; i++) {
      script.write(1, X, i, 10 + i);
      script.write(2, X, i, 2_000 + i);
    }
    assertThat(races(script)).hasSize(50);
  }
}
