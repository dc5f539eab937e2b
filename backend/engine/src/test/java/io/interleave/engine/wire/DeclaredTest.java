package io.interleave.engine.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import org.junit.jupiter.api.Test;

class DeclaredTest {

  /** A trace with thread 1, lock 1, a text variable 2, site 1, string 1, and an event without. */
  private static Trace trace() {
    Trace trace = new Trace();
    trace.threads().put(1, new ThreadInfo(1, "main", false, false, 1, 0));
    trace.objects().put(1, ObjectInfo.of(ObjectType.LOCK, "lock").withId(1));
    trace.objects().put(2, ObjectInfo.of(ObjectType.VARIABLE, "text").withId(2).withText());
    trace.sites().put(1, new Site("A.java", 1));
    trace.strings().put(1, "said");
    trace.append(0, 1, Kind.THREAD_START, 0, 0, 0, 0);
    return trace;
  }

  private static Trace with(int thread, Kind kind, int object, long value, int cause, int site) {
    Trace trace = trace();
    trace.append(1, thread, kind, object, value, cause, site);
    return trace;
  }

  @Test
  void whatIsDeclaredMayBeSpokenOf() {
    for (Trace trace :
        new Trace[] {
          trace(),
          with(1, Kind.LOCK_REQUEST, 1, 4, 1, 1),
          with(1, Kind.VAR_WRITE, 2, 1, 0, 0),
          with(1, Kind.NOTE, 0, 1, 0, 0),
          with(1, Kind.THREAD_CREATE, 0, 1, 0, 0),
          with(1, Kind.CONDITION_WAKE, 1, 3, 0, 0),
        }) {
      assertThatCode(() -> Declared.check(trace, 1)).doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsNotMayNot() {
    for (Trace trace :
        new Trace[] {
          with(2, Kind.THREAD_END, 0, 0, 0, 0),
          with(0, Kind.THREAD_END, 0, 0, 0, 0),
          with(-1, Kind.THREAD_END, 0, 0, 0, 0),
          with(1, Kind.LOCK_REQUEST, 3, 4, 0, 0),
          with(1, Kind.LOCK_REQUEST, -1, 4, 0, 0),
          with(1, Kind.LOCK_REQUEST, 0, 4, 0, 0),
          with(1, Kind.FUTURE_GET_FAIL, 0, 0, 0, 0),
          with(1, Kind.LOCK_REQUEST, 1, 4, 2, 0), // itself
          with(1, Kind.LOCK_REQUEST, 1, 4, -1, 0),
          with(1, Kind.LOCK_REQUEST, 1, 4, 0, 2),
          with(1, Kind.VAR_WRITE, 2, 2, 0, 0),
          with(1, Kind.VAR_WRITE, 0, 1, 0, 0),
          with(1, Kind.NOTE, 0, 1L << 32 | 1, 0, 0),
          with(1, Kind.THREAD_CREATE, 0, 2, 0, 0),
          with(1, Kind.CONDITION_WAKE, 1, 4, 0, 0),
        }) {
      assertThatThrownBy(() -> Declared.check(trace, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
