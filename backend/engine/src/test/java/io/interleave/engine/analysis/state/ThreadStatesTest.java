package io.interleave.engine.analysis.state;

import static io.interleave.engine.event.ThreadState.BLOCKED;
import static io.interleave.engine.event.ThreadState.READY;
import static io.interleave.engine.event.ThreadState.RUNNING;
import static io.interleave.engine.event.ThreadState.SLEEPING;
import static io.interleave.engine.event.ThreadState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.state.ThreadStates.Stretch;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadStatesTest {

  @Test
  void aWaitIsSplitAtItsCause() {
    Trace trace = new Trace();
    trace.objects().add(ObjectInfo.of(ObjectType.LOCK, "lock")::withId);
    trace.append(0, 1, Kind.THREAD_START, 0, 0, 0, 0);
    trace.append(10, 1, Kind.THREAD_CREATE, 0, 2, 0, 0);
    trace.append(20, 2, Kind.THREAD_START, 0, 0, 2, 0);
    trace.append(30, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(50, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(60, 2, Kind.LOCK_ACQUIRE, 1, 4, 5, 0);
    trace.append(60, 1, Kind.THREAD_JOIN_REQUEST, 0, 2, 0, 0);
    trace.append(70, 2, Kind.THREAD_SLEEP, 0, 5, 0, 0);
    trace.append(80, 2, Kind.THREAD_WAKE, 0, 0, 0, 0);
    trace.append(90, 2, Kind.THREAD_END, 0, 0, 0, 0);
    trace.append(100, 1, Kind.THREAD_JOIN, 0, 2, 10, 0);
    trace.append(110, 1, Kind.THREAD_END, 0, 0, 0, 0);

    assertThat(ThreadStates.of(trace, 110))
        .isEqualTo(
            Map.of(
                1,
                List.of(
                    new Stretch(RUNNING, 0, 60),
                    new Stretch(WAITING, 60, 90),
                    new Stretch(READY, 90, 100),
                    new Stretch(RUNNING, 100, 110)),
                2,
                List.of(
                    new Stretch(READY, 10, 20),
                    new Stretch(RUNNING, 20, 30),
                    new Stretch(BLOCKED, 30, 50),
                    new Stretch(READY, 50, 60),
                    new Stretch(RUNNING, 60, 70),
                    new Stretch(SLEEPING, 70, 80),
                    new Stretch(RUNNING, 80, 90))));
  }

  @Test
  void wakingTakesTheLockBack() {
    Trace trace = new Trace();
    trace.append(0, 2, Kind.LOCK_ACQUIRE, 1, 4, 0, 0);
    trace.append(10, 2, Kind.CONDITION_WAIT, 2, 0, 0, 0);
    trace.append(10, 2, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(15, 1, Kind.LOCK_ACQUIRE, 1, 4, 3, 0);
    trace.append(20, 1, Kind.CONDITION_SIGNAL, 2, 1, 0, 0);
    trace.append(30, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(40, 2, Kind.CONDITION_WAKE, 2, 0, 5, 0);
    trace.append(40, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(40, 2, Kind.LOCK_ACQUIRE, 1, 4, 6, 0);

    assertThat(ThreadStates.of(trace, 50).get(2))
        .containsExactly(
            new Stretch(RUNNING, 0, 10),
            new Stretch(WAITING, 10, 20),
            new Stretch(BLOCKED, 20, 30),
            new Stretch(READY, 30, 40),
            new Stretch(RUNNING, 40, 50));
  }
}
