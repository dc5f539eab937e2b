package io.interleave.engine.analysis.leak;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds locks that a thread still held when it ended.
 *
 * <p>Only its holder can release a reentrant or a read-write lock, so that is certain at the
 * holder's end. A primitive lock may be released by anybody: one is reported when all is over, if
 * nobody did. Reported once for each lock and place where it was taken. An event costs a constant;
 * memory grows with what is held and waited for. Not thread-safe.
 */
public final class UnreleasedLocks extends Analysis {

  private record Hold(int lock, boolean read) {}

  private record Subject(Hold hold, int site) {}

  // By thread: what it holds, and since which acquire.
  private final Map<Integer, Map<Hold, Integer>> held = new HashMap<>();
  // By lock: who waits for it, and since which request.
  private final Map<Integer, Map<Integer, Integer>> requests = new HashMap<>();
  // Primitive locks: the end of the thread that holds them, and its acquire.
  private final Map<Integer, Integer> ends = new LinkedHashMap<>();
  private final Map<Integer, Integer> acquires = new HashMap<>();
  private final Set<Subject> reported = new HashSet<>();

  public UnreleasedLocks(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    int thread = trace.thread(seq);
    int lock = trace.object(seq);
    switch (trace.kind(seq)) {
      case LOCK_REQUEST ->
          requests.computeIfAbsent(lock, _ -> new LinkedHashMap<>()).put(thread, seq);
      case LOCK_FAIL -> answered(lock, thread);
      case LOCK_ACQUIRE -> {
        answered(lock, thread);
        held.computeIfAbsent(thread, _ -> new LinkedHashMap<>())
            .putIfAbsent(new Hold(lock, LockValue.unpack(trace.value(seq)).read()), seq);
      }
      case LOCK_RELEASE -> release(thread, lock, LockValue.unpack(trace.value(seq)));
      case THREAD_END -> {
        Map<Hold, Integer> left = held.remove(thread);
        if (left != null) {
          left.forEach((hold, acquire) -> left(hold, acquire, seq));
        }
      }
      default -> {}
    }
  }

  private void answered(int lock, int thread) {
    Map<Integer, Integer> waiting = requests.get(lock);
    if (waiting != null) {
      waiting.remove(thread);
    }
  }

  private void release(int thread, int lock, LockValue value) {
    Hold hold = new Hold(lock, value.read());
    Map<Hold, Integer> own = held.getOrDefault(thread, Map.of());
    if (own.containsKey(hold)) {
      if (value.holds() == 0) {
        own.remove(hold);
      }
    } else if (ends.remove(lock) == null) {
      held.values().forEach(others -> others.remove(hold)); // a primitive lock of somebody else
    }
  }

  private void left(Hold hold, int acquire, int end) {
    if (trace.objects().get(hold.lock).type() == ObjectType.LOCK) {
      ends.put(hold.lock, end);
      acquires.put(hold.lock, acquire);
    } else {
      report(hold, acquire, end);
    }
  }

  @Override
  protected void end(Close how) {
    if (how != Close.CUT) {
      ends.forEach(
          (lock, end) -> report(new Hold(lock, false), acquires.getOrDefault(lock, 0), end));
    }
  }

  private void report(Hold hold, int acquire, int end) {
    if (!reported.add(new Subject(hold, trace.site(acquire)))) {
      return;
    }
    Map<Integer, Integer> waiting = requests.getOrDefault(hold.lock, Map.of());
    List<Integer> threads = new ArrayList<>(List.of(trace.thread(end)));
    List<Long> events = new ArrayList<>(List.of((long) acquire, (long) end));
    List<Text> names = new ArrayList<>();
    waiting.forEach(
        (thread, request) -> {
          threads.add(thread);
          events.add((long) request);
          names.add(Text.same(threadName(thread)));
        });
    report(
        new Finding(
            "unreleased-lock",
            Finding.Certainty.OBSERVED,
            threads,
            List.of(hold.lock),
            events,
            new Text(
                    "%s ended without giving '%s' back, which it had taken%s (%s). %s",
                    "%1$s 结束时没有释放“%2$s”，它是在 %4$s %3$s获取的。%5$s")
                .with(
                    threadName(trace.thread(end)),
                    objectName(hold.lock),
                    hold.read ? new Text(" for reading", "以读方式") : Text.NONE,
                    place(acquire),
                    effect(names))));
  }

  private static Text effect(List<Text> waiting) {
    return switch (waiting.size()) {
      case 0 -> new Text("Whoever asks for it from now on waits for ever.", "从此以后，请求它的线程都会永远等下去。");
      case 1 -> new Text("%s waits for it in vain.", "%s 在白白地等待它。").with(waiting.getFirst());
      default ->
          new Text("%s wait for it in vain.", "%s 都在白白地等待它。").with(Words.COMMA.join(waiting));
    };
  }
}
