package io.interleave.server.metrics;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.Map;

/** How long threads waited for objects and held locks, in one pass over a trace. */
final class Contention {

  /** Is told of each wait that was one, and of each hold. */
  interface Listener {
    void waited(ObjectInfo object, long nanos);

    void held(ObjectInfo object, long nanos);
  }

  private record Pair(int thread, int object) {}

  private final Map<Pair, Long> waits = new HashMap<>();
  private final Map<Pair, Long> holds = new HashMap<>();
  private final Trace trace;
  private final Listener listener;

  private Contention(Trace trace, Listener listener) {
    this.trace = trace;
    this.listener = listener;
  }

  static void measure(Trace trace, Listener listener) {
    Contention contention = new Contention(trace, listener);
    for (int seq = 1, last = trace.size(); seq <= last; seq++) {
      if (trace.object(seq) != 0) {
        contention.event(seq);
      }
    }
  }

  private void event(int seq) {
    Pair pair = new Pair(trace.thread(seq), trace.object(seq));
    ObjectInfo object = trace.objects().get(pair.object());
    Kind kind = trace.kind(seq);
    long t = trace.t(seq);
    ThreadState after = kind.stateAfter();
    Long since = waits.remove(pair);
    if (after == ThreadState.BLOCKED || after == ThreadState.WAITING) {
      waits.put(pair, t);
    } else if (since != null && t > since) {
      listener.waited(object, t - since);
    }
    if (kind == Kind.LOCK_ACQUIRE) {
      holds.putIfAbsent(pair, t); // a re-entry continues the hold
    } else if (kind == Kind.LOCK_RELEASE && LockValue.unpack(trace.value(seq)).holds() == 0) {
      Long held = holds.remove(pair);
      if (held != null) {
        listener.held(object, t - held);
      }
    }
  }
}
