package io.interleave.engine.analysis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.blocking.Chain;
import io.interleave.engine.analysis.blocking.Link;
import io.interleave.engine.analysis.cause.Explanation.Barger;
import io.interleave.engine.analysis.cause.Explanation.Place;
import io.interleave.engine.analysis.cause.Explanation.Tenure;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compared with what each prefix of the trace says, read anew for each event. */
class ExplainTest {

  private static final int TRACES = 2_000;
  private static final int SHARE = 4;
  private static final long END = 1_000_000_000;
  private static final long HELD = LockValue.pack(1, false, false);

  /** A trace as it stood after some event, told from the events before alone. */
  private record Prefix(Trace trace, int last) {

    int lastOf(int thread) {
      for (int seq = last; seq > 0; seq--) {
        if (trace.thread(seq) == thread) {
          return seq;
        }
      }
      return 0;
    }

    Prefix before(int seq) {
      return new Prefix(trace, seq - 1);
    }

    /** The request by which a thread waits, 0 if it does not. */
    int request(int thread) {
      int seq = lastOf(thread);
      int wait = seq;
      while (wait != 0 && trace.kind(wait) == Kind.LOCK_RELEASE) {
        wait = before(wait).lastOf(thread);
      }
      if (wait != 0 && trace.kind(wait) == Kind.CONDITION_WAIT) {
        seq = wait;
      }
      return seq != 0 && trace.kind(seq).beginsWait() ? seq : 0;
    }

    /** By thread, the event since which it has had something of an object. */
    Map<Integer, Integer> holders(int object) {
      Map<Integer, Integer> since = new LinkedHashMap<>();
      Map<List<Object>, Long> amounts = new HashMap<>();
      for (int seq = 1; seq <= last; seq++) {
        if (trace.object(seq) != object) {
          continue;
        }
        int thread = trace.thread(seq);
        Kind kind = trace.kind(seq);
        boolean plain = trace.objects().get(object).type() == ObjectType.LOCK;
        if (plain && kind == Kind.LOCK_RELEASE) {
          amounts.clear();
          since.clear();
        } else if (kind == Kind.LOCK_ACQUIRE || kind == Kind.LOCK_RELEASE) {
          LockValue value = LockValue.unpack(trace.value(seq));
          amounts.put(List.of(thread, value.read()), (long) value.holds());
        } else if (kind == Kind.SEMAPHORE_ACQUIRE) {
          amounts.merge(List.of(thread, false), trace.value(seq), Long::sum);
        } else if (kind == Kind.SEMAPHORE_RELEASE) {
          amounts.merge(List.of(thread, false), -trace.value(seq), (a, b) -> Math.max(0, a + b));
        }
        boolean has =
            amounts.getOrDefault(List.of(thread, false), 0L) > 0
                || amounts.getOrDefault(List.of(thread, true), 0L) > 0;
        if (has) {
          since.putIfAbsent(thread, seq);
        } else {
          since.remove(thread);
          amounts.remove(List.of(thread, false));
        }
      }
      return since;
    }

    int place(int object, int request) {
      int place = 1;
      for (int thread = 1; thread <= trace.threads().last(); thread++) {
        int other = request(thread);
        if (other != 0 && trace.object(other) == object && other < request) {
          place++;
        }
      }
      return request(trace.thread(request)) == request ? place : 0;
    }

    /** The threads of a chain; a repeated one at the end closes a cycle. */
    List<Integer> chain(int thread) {
      List<Integer> chain = new ArrayList<>();
      int at = thread;
      while (at != 0 && !chain.contains(at)) {
        chain.add(at);
        int request = request(at);
        int next = 0;
        if (request != 0 && trace.kind(request) == Kind.THREAD_JOIN_REQUEST) {
          next = (int) trace.value(request);
        } else if (request != 0 && trace.object(request) != 0) {
          for (int holder : holders(trace.object(request)).keySet()) {
            next = next == 0 && holder != at ? holder : next;
          }
        }
        at = next;
      }
      if (at != 0) {
        chain.add(at);
      }
      return chain;
    }
  }

  @Test
  void everyWaitOfRandomTracesIsExplainedAsItsPrefixesSay() {
    Shown held = new Shown(TRACES, SHARE);
    Shown barged = new Shown(TRACES, SHARE);
    RandomTraces.each(
        "explained waits",
        RandomPrograms.Kind.MIXED,
        TRACES,
        SHARE,
        4,
        6,
        (seed, trace, _) -> {
          held.add(seed, 0);
          barged.add(seed, 0);
          for (int seq = 1; seq <= trace.size(); seq++) {
            if (trace.kind(seq).beginsWait()) {
              Explanation found =
                  Explain.wait(trace, Timing.STEPS, seq, END).orElseThrow(AssertionError::new);
              check("seed " + seed + " event " + seq + " " + found, trace, seq, found);
              held.add(seed, found.holders().size());
              barged.add(seed, found.bargers().size());
            }
          }
        });
    held.atLeast("holders", TRACES / 2 + 1);
    barged.atLeast("bargers", 21);
  }

  private static void check(String where, Trace trace, int request, Explanation found) {
    int thread = trace.thread(request);
    int object = trace.object(request);
    int result = result(trace, request);
    assertThat(found.request()).as(where).isEqualTo(request);
    assertThat(found.result()).as(where).isEqualTo(result);
    int cause = result == 0 ? 0 : trace.cause(result);
    assertThat(found.cause()).as(where).isEqualTo(cause);
    int begin = begin(trace, request);
    boolean caused = cause > begin && trace.thread(cause) != thread;
    int ending = caused ? cause : result == 0 ? trace.size() + 1 : result;
    for (int now = begin; now < ending; now++) {
      Prefix prefix = new Prefix(trace, now);
      Map<Integer, Integer> holders = new HashMap<>();
      for (Tenure tenure : found.holders()) {
        if (tenure.acquire() <= now && (tenure.release() == 0 || tenure.release() > now)) {
          holders.put(tenure.thread(), tenure.acquire());
        }
      }
      assertThat(holders)
          .as("holders after " + now + " " + where)
          .isEqualTo(object == 0 ? Map.of() : prefix.holders(object));
      int place = 0;
      for (Place since : found.places()) {
        place = since.since() <= now ? since.place() : place;
      }
      assertThat(place)
          .as("place after " + now + " " + where)
          .isEqualTo(object == 0 ? 0 : prefix.place(object, request));
    }
    checkChain(
        "first " + where,
        found.atFirst(),
        new Prefix(trace, request < ending ? request : begin).chain(thread));
    checkChain("last " + where, found.atLast(), new Prefix(trace, ending - 1).chain(thread));
    assertThat(found.bargers()).as("bargers " + where).isEqualTo(bargers(trace, request, result));
  }

  /** A lock is waited for from the signal on. */
  private static int begin(Trace trace, int request) {
    int before = new Prefix(trace, request - 1).lastOf(trace.thread(request));
    if (before == 0 || trace.kind(before) != Kind.CONDITION_WAKE) {
      return request;
    }
    int signal = trace.cause(before);
    return signal != 0 && trace.thread(signal) != trace.thread(request) ? signal : before;
  }

  private static void checkChain(String where, Chain found, List<Integer> expected) {
    List<Integer> once = expected.stream().distinct().toList();
    assertThat(found.links().stream().map(Link::thread).toList()).as(where).isEqualTo(once);
    assertThat(found.cyclic()).as(where).isEqualTo(once.size() < expected.size());
  }

  private static int result(Trace trace, int request) {
    for (int seq = request + 1; seq <= trace.size(); seq++) {
      if (trace.thread(seq) == trace.thread(request)
          && new Prefix(trace, seq).request(trace.thread(seq)) != request) {
        return seq;
      }
    }
    return 0;
  }

  private static List<Barger> bargers(Trace trace, int request, int result) {
    List<Barger> bargers = new ArrayList<>();
    int object = trace.object(request);
    for (int seq = request + 1; seq < (result == 0 ? trace.size() + 1 : result); seq++) {
      boolean got =
          trace.kind(seq) == Kind.LOCK_ACQUIRE || trace.kind(seq) == Kind.SEMAPHORE_ACQUIRE;
      if (object != 0 && got && trace.object(seq) == object) {
        Prefix before = new Prefix(trace, seq - 1);
        int asked = before.request(trace.thread(seq));
        boolean again =
            trace.kind(seq) == Kind.LOCK_ACQUIRE
                && before.holders(object).containsKey(trace.thread(seq));
        if (asked > request && !again) {
          bargers.add(new Barger(trace.thread(seq), asked, seq));
        }
      }
    }
    return bargers;
  }

  private static Trace threads(int count, ObjectType... types) {
    Trace trace = new Trace();
    for (int id = 1; id <= count; id++) {
      trace.threads().put(id, new ThreadInfo(id, "t" + id, false, false, 1, 0));
    }
    for (ObjectType type : types) {
      trace.objects().add(id -> ObjectInfo.of(type, "o" + id).withId(id));
    }
    return trace;
  }

  @Test
  void whoAskedLaterAndGotItFirstIsToldByName() {
    Trace trace = threads(3, ObjectType.REENTRANT_LOCK);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, HELD, 0, 0);
    trace.append(10, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(20, 3, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(30, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(31, 3, Kind.LOCK_ACQUIRE, 1, HELD, 4, 0);
    trace.append(50, 3, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(55, 2, Kind.LOCK_ACQUIRE, 1, HELD, 6, 0);
    Explanation wait = Explain.wait(trace, Timing.REAL, 7, 100).orElseThrow();
    assertThat(wait.request()).isEqualTo(2);
    assertThat(wait.bargers()).containsExactly(new Barger(3, 3, 5));
    assertThat(wait.holders()).containsExactly(new Tenure(1, 1, 4), new Tenure(3, 5, 6));
    assertThat(wait.places()).containsExactly(new Place(2, 1));
    assertThat(List.of(wait.from(), wait.enabled(), wait.to())).containsExactly(10L, 50L, 55L);
    assertThat(wait.cause()).isEqualTo(6);
    Explanation other = Explain.wait(trace, Timing.REAL, 3, 100).orElseThrow();
    assertThat(other.places()).containsExactly(new Place(3, 2));
    assertThat(other.bargers()).isEmpty();
  }

  @Test
  void takingALockBackIsAWaitFromTheSignalOn() {
    Trace trace = threads(2, ObjectType.REENTRANT_LOCK, ObjectType.CONDITION);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, HELD, 0, 0);
    trace.append(10, 1, Kind.CONDITION_WAIT, 2, 0, 0, 0);
    trace.append(10, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(15, 2, Kind.LOCK_ACQUIRE, 1, HELD, 3, 0);
    trace.append(20, 2, Kind.CONDITION_SIGNAL, 2, 1, 0, 0);
    trace.append(60, 2, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(62, 1, Kind.CONDITION_WAKE, 2, 0, 5, 0);
    trace.append(62, 1, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(62, 1, Kind.LOCK_ACQUIRE, 1, HELD, 6, 0);
    for (int inside : new int[] {2, 3, 7}) {
      Explanation wait = Explain.wait(trace, Timing.REAL, inside, 100).orElseThrow();
      assertThat(wait.request()).isEqualTo(2);
      assertThat(wait.result()).isEqualTo(7);
      assertThat(wait.enabled()).isEqualTo(20);
    }
    Explanation lock = Explain.wait(trace, Timing.REAL, 9, 100).orElseThrow();
    assertThat(List.of(lock.from(), lock.enabled(), lock.to())).containsExactly(20L, 60L, 62L);
    assertThat(lock.holders()).containsExactly(new Tenure(2, 4, 6));
  }

  @Test
  void aCycleIsToldAtLast() {
    Trace trace = threads(2, ObjectType.REENTRANT_LOCK, ObjectType.REENTRANT_LOCK);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, HELD, 0, 0);
    trace.append(0, 2, Kind.LOCK_ACQUIRE, 2, HELD, 0, 0);
    trace.append(10, 1, Kind.LOCK_REQUEST, 2, 0, 0, 0);
    trace.append(20, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    Explanation wait = Explain.wait(trace, Timing.REAL, 3, 100).orElseThrow();
    assertThat(wait.atFirst().cyclic()).isFalse();
    assertThat(wait.atLast().cyclic()).isTrue();
    assertThat(wait.to() - wait.from()).as("until the end").isEqualTo(90);
  }

  @Test
  void whatIsNoWaitHasNoExplanation() {
    Trace trace = threads(1, ObjectType.VARIABLE);
    trace.append(0, 1, Kind.THREAD_START, 0, 0, 0, 0);
    trace.append(1, 1, Kind.VAR_READ, 1, 0, 0, 0);
    assertThat(Explain.wait(trace, Timing.REAL, 2, 10)).isEqualTo(Optional.empty());
  }
}
