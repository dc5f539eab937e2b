package io.interleave.engine.analysis.state;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Trace;
import java.util.Map;
import java.util.TreeMap;

/** Which waits are still open at the end of a trace. */
public final class OpenWaits {

  private OpenWaits() {}

  /**
   * The seq of the event that began it, by thread, where no thread can go on by itself; empty if
   * one can.
   */
  public static Map<Integer, Integer> forEver(Trace trace) {
    Map<Integer, Integer> last = new TreeMap<>();
    for (int seq = 1, size = trace.size(); seq <= size; seq++) {
      int thread = trace.thread(seq);
      switch (trace.kind(seq)) {
        case THREAD_CREATE -> {
          last.putIfAbsent((int) trace.value(seq), seq);
          last.put(thread, seq);
        }
        case THREAD_END -> last.remove(thread);
        case LOCK_RELEASE -> {
          if (trace.kind(last.getOrDefault(thread, seq)) != Kind.CONDITION_WAIT) {
            last.put(thread, seq); // otherwise it is part of the wait
          }
        }
        default -> last.put(thread, seq);
      }
    }
    boolean all = last.values().stream().allMatch(seq -> isForEver(trace, seq));
    return all ? last : Map.of();
  }

  private static boolean isForEver(Trace trace, int seq) {
    return switch (trace.kind(seq)) {
      case THREAD_SLEEP, IO_BEGIN -> false;
      case LOCK_REQUEST -> !LockValue.unpack(trace.value(seq)).timed();
      default -> trace.kind(seq).beginsWait();
    };
  }
}
