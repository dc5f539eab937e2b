package io.interleave.engine.analysis.livelock;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds threads that go on trying and get nowhere, each because of the next.
 *
 * <p>An attempt at a lock or a semaphore that fails while another thread holds it, or permits of
 * it, failed because of that thread. A thread makes progress when it gets what an attempt of its
 * failed for, while it holds all locks that it held then; taking the first of two locks again is
 * none. Threads are in a livelock if they form a circle in which each failed {@value #ATTEMPTS}
 * times because of the next, and none of the two made progress meanwhile. Ordinary backing off
 * comes through before that: with an even chance each time, two threads fail ten times each about
 * once in a million.
 *
 * <p>A failed compare-and-set is no such attempt: it fails only because another thread's succeeded,
 * so that somebody gets somewhere.
 *
 * <p>Found as the last attempt fails, and reported once for the same threads. An event costs at
 * most the number of threads, but for the last attempt of a circle, which costs the circle's
 * length. Not thread-safe.
 */
public final class Livelocks extends Analysis {

  /** How often each thread of a circle must fail because of the next. */
  private static final int ATTEMPTS = 10;

  /** How often a thread failed because of another since either made progress. */
  private static final class Failures {
    int count;
    int first;
    int last;
  }

  private static final class Trier {
    final Set<Integer> locks = new HashSet<>();
    boolean asksPermits;
    // By object: what it held when it failed to get that.
    final Map<Integer, Set<Set<Integer>>> wants = new HashMap<>();
    // By the thread because of which it failed.
    final Map<Integer, Failures> failures = new LinkedHashMap<>();
  }

  private final int attempts;
  private final Map<Integer, Trier> triers = new HashMap<>();
  // By object: who holds it, and how many holds or permits.
  private final Map<Integer, Map<Integer, Long>> holders = new HashMap<>();
  private final Set<Set<Integer>> reported = new HashSet<>();

  public Livelocks(Trace trace) {
    this(trace, ATTEMPTS);
  }

  Livelocks(Trace trace, int attempts) {
    super(trace);
    this.attempts = attempts;
  }

  @Override
  protected void event(int seq) {
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> {
        trier(thread).locks.add(object);
        holders(object).put(thread, 1L);
        got(thread, object);
      }
      case LOCK_RELEASE -> {
        if (LockValue.unpack(trace.value(seq)).holds() == 0) {
          release(thread, object);
        }
      }
      case LOCK_FAIL -> failed(thread, object, seq);
      case SEMAPHORE_REQUEST -> trier(thread).asksPermits = true;
      case SEMAPHORE_ACQUIRE -> {
        trier(thread).asksPermits = false;
        holders(object).merge(thread, trace.value(seq), Long::sum);
        got(thread, object);
      }
      case SEMAPHORE_RELEASE -> holders(object).merge(thread, -trace.value(seq), Long::sum);
      case SEMAPHORE_FAIL -> {
        if (trier(thread).asksPermits) {
          trier(thread).asksPermits = false;
          failed(thread, object, seq);
        }
      }
      case THREAD_END -> {
        progress(thread);
        triers.remove(thread);
      }
      default -> {}
    }
  }

  private Trier trier(int thread) {
    return triers.computeIfAbsent(thread, _ -> new Trier());
  }

  private Map<Integer, Long> holders(int object) {
    return holders.computeIfAbsent(object, _ -> new LinkedHashMap<>());
  }

  private void release(int thread, int lock) {
    if (holders(lock).remove(thread) == null) {
      // A primitive lock, released by somebody else.
      holders(lock).keySet().forEach(holder -> trier(holder).locks.remove(lock));
      holders(lock).clear();
    }
    trier(thread).locks.remove(lock);
  }

  private void got(int thread, int object) {
    Trier trier = trier(thread);
    Set<Set<Integer>> wanted = trier.wants.get(object);
    if (wanted != null && wanted.stream().anyMatch(trier.locks::containsAll)) {
      progress(thread);
    }
  }

  private void progress(int thread) {
    Trier trier = trier(thread);
    trier.wants.clear();
    trier.failures.clear();
    for (Trier other : triers.values()) {
      other.failures.remove(thread);
    }
  }

  private void failed(int thread, int object, int seq) {
    Trier trier = trier(thread);
    trier.wants.computeIfAbsent(object, _ -> new HashSet<>()).add(Set.copyOf(trier.locks));
    holders(object)
        .forEach(
            (holder, count) -> {
              if (holder != thread && count > 0) {
                failed(trier, thread, holder, seq);
              }
            });
  }

  private void failed(Trier trier, int thread, int holder, int seq) {
    Failures failures = trier.failures.computeIfAbsent(holder, _ -> new Failures());
    failures.count++;
    failures.first = failures.first == 0 ? seq : failures.first;
    failures.last = seq;
    if (failures.count == attempts) {
      List<Integer> circle = new ArrayList<>(List.of(thread));
      if (leadsTo(holder, thread, circle, new HashSet<>()) && reported.add(Set.copyOf(circle))) {
        report(finding(circle));
      }
    }
  }

  /** Whether failing leads from a thread to another; then {@code path} is how. */
  private boolean leadsTo(int from, int to, List<Integer> path, Set<Integer> seen) {
    if (from == to) {
      return true;
    }
    if (!seen.add(from)) {
      return false;
    }
    path.add(from);
    for (Map.Entry<Integer, Failures> next : trier(from).failures.entrySet()) {
      if (next.getValue().count >= attempts && leadsTo(next.getKey(), to, path, seen)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }

  private Finding finding(List<Integer> circle) {
    Set<Integer> objects = new LinkedHashSet<>();
    List<Long> events = new ArrayList<>();
    Text message = Text.NONE;
    for (int i = 0; i < circle.size(); i++) {
      int thread = circle.get(i);
      int next = circle.get((i + 1) % circle.size());
      Failures failures = trier(thread).failures.getOrDefault(next, new Failures());
      objects.add(trace.object(failures.last));
      events.add((long) failures.first);
      events.add((long) failures.last);
      message =
          message.then(
              new Text(
                      "%s failed %d times to get '%s', which %s had each time (%s). ",
                      "%s 尝试获取“%3$s”失败了 %2$d 次，每次它都在 %4$s 手里（%5$s）。")
                  .with(
                      threadName(thread),
                      failures.count,
                      objectName(trace.object(failures.last)),
                      threadName(next),
                      place(failures.last)));
    }
    return new Finding(
        "livelock",
        Finding.Certainty.OBSERVED,
        circle,
        List.copyOf(objects),
        events,
        message.then(
            new Text("They are busy, and none of them gets anywhere.", "它们一直在忙，却没有一个能取得进展。")));
  }
}
