package io.interleave.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentionTest {

  @Test
  void waitsAndHoldsAreMeasuredThroughReentryAndConditions() {
    Trace trace = new Trace();
    trace.objects().add(ObjectInfo.of(ObjectType.REENTRANT_LOCK, "lock")::withId);
    trace.objects().add(ObjectInfo.of(ObjectType.CONDITION, "condition")::withId);
    trace.append(0, 1, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, holds(1), 0, 0);
    trace.append(5, 1, Kind.LOCK_ACQUIRE, 1, holds(2), 0, 0);
    trace.append(7, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(10, 1, Kind.LOCK_RELEASE, 1, holds(1), 0, 0);
    trace.append(20, 1, Kind.CONDITION_WAIT, 2, 0, 0, 0);
    trace.append(20, 1, Kind.LOCK_RELEASE, 1, holds(0), 0, 0);
    trace.append(27, 2, Kind.LOCK_ACQUIRE, 1, holds(1), 7, 0);
    trace.append(30, 2, Kind.LOCK_RELEASE, 1, holds(0), 0, 0);
    trace.append(50, 1, Kind.CONDITION_WAKE, 2, 0, 0, 0);
    trace.append(50, 1, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(50, 1, Kind.LOCK_ACQUIRE, 1, holds(1), 9, 0);

    List<String> measured = new ArrayList<>();
    Contention.measure(
        trace,
        new Contention.Listener() {
          @Override
          public void waited(ObjectInfo object, long nanos) {
            measured.add("waited " + nanos + " for " + object.name());
          }

          @Override
          public void held(ObjectInfo object, long nanos) {
            measured.add("held " + nanos + " " + object.name());
          }
        });
    assertThat(measured)
        .containsExactly(
            "held 20 lock", "waited 20 for lock", "held 3 lock", "waited 30 for condition");
  }

  private static long holds(int count) {
    return LockValue.pack(count, false, false);
  }
}
