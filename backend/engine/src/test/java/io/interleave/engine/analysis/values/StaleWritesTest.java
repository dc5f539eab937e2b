package io.interleave.engine.analysis.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs.Body;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the obvious twin: for every write, look at all that came before it. */
class StaleWritesTest {

  private static final int SHARE = 10;

  private record Held(int lock, boolean read, int since) {}

  private record Stale(String type, int read, int vanished, int write) {}

  private record Twin(Trace trace) {

    boolean isWrite(int seq) {
      return trace.kind(seq) == Kind.VAR_WRITE || trace.kind(seq) == Kind.VAR_UPDATE;
    }

    /** The read that this write's thread made for it, 0 for none. */
    int basis(int write) {
      for (int seq = write - 1; seq > 0; seq--) {
        if (trace.thread(seq) != trace.thread(write)) {
          continue;
        }
        String word = trace.kind(seq).word();
        boolean same = trace.object(seq) == trace.object(write);
        if (word.equals("var.read") || word.equals("var.cas.fail")) {
          if (same) {
            return seq;
          }
        } else if (isWrite(seq)) {
          if (same || trace.objects().get(trace.object(seq)).type() != ObjectType.VARIABLE) {
            return 0;
          }
        } else if (!word.matches("(lock|adder|work|io)\\..*|note|thread\\.(sleep|wake)")) {
          return 0;
        }
      }
      return 0;
    }

    int writeBefore(int write) {
      for (int seq = write - 1; seq > 0; seq--) {
        if (isWrite(seq) && trace.object(seq) == trace.object(write)) {
          return seq;
        }
      }
      return 0;
    }

    Set<Held> heldAt(int moment) {
      Map<Integer, Set<Held>> held = new HashMap<>();
      for (int seq = 1; seq <= moment; seq++) {
        int lock = trace.object(seq);
        Set<Held> own = held.computeIfAbsent(trace.thread(seq), _ -> new HashSet<>());
        LockValue value = LockValue.unpack(trace.value(seq));
        if (trace.kind(seq) == Kind.LOCK_ACQUIRE) {
          if (own.stream().noneMatch(h -> h.lock == lock && h.read == value.read())) {
            own.add(new Held(lock, value.read(), seq));
          }
        } else if (trace.kind(seq) == Kind.LOCK_RELEASE && value.holds() == 0) {
          boolean primitive = trace.objects().get(lock).type() == ObjectType.LOCK;
          for (Set<Held> each : primitive ? held.values() : List.of(own)) {
            each.removeIf(h -> h.lock == lock && h.read == value.read());
          }
        }
      }
      return held.getOrDefault(trace.thread(moment), Set.of());
    }

    List<Stale> all() {
      List<Stale> stale = new ArrayList<>();
      Set<List<Integer>> places = new HashSet<>();
      for (int write = 1; write <= trace.size(); write++) {
        if (trace.kind(write) != Kind.VAR_WRITE) {
          continue;
        }
        int read = basis(write);
        int vanished = writeBefore(write);
        if (read == 0 || vanished == 0 || trace.thread(vanished) == trace.thread(write)) {
          continue;
        }
        boolean change = trace.kind(vanished) == Kind.VAR_UPDATE || basis(vanished) != 0;
        boolean seen = trace.cause(read) == vanished || trace.value(read) == trace.value(vanished);
        List<Integer> place =
            List.of(trace.object(write), trace.site(read), trace.site(vanished), trace.site(write));
        if (change && !seen && places.add(place)) {
          stale.add(new Stale(type(read, vanished, write), read, vanished, write));
        }
      }
      return stale;
    }

    private String type(int read, int vanished, int write) {
      ObjectType type = trace.objects().get(trace.object(write)).type();
      Set<Held> first = heldAt(read);
      Set<Held> other = heldAt(vanished);
      for (Held mine : heldAt(write)) {
        boolean common = !mine.read && other.stream().anyMatch(h -> h.lock == mine.lock && !h.read);
        boolean before =
            type != ObjectType.VARIABLE || first.stream().anyMatch(h -> h.lock == mine.lock);
        if (common && before && !first.contains(mine)) {
          return "check-then-act";
        }
      }
      return "lost-update";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VARIABLES, 10000, 1500, 0",
    "LOCKS, 15000, 450, 40",
    "READ_WRITE, 12000, 400, 30",
    "MIXED, 15000, 100, 0"
  })
  void agreesWithTheObviousTwin(RandomPrograms.Kind kind, int seeds, int lost, int checks) {
    Map<String, Shown> counts =
        Map.of("lost-update", new Shown(seeds, SHARE), "check-then-act", new Shown(seeds, SHARE));
    RandomTraces.each(
        "stale writes",
        kind,
        seeds,
        SHARE,
        4,
        10,
        (seed, trace, ending) -> {
          List<Stale> expected = new Twin(trace).all();
          List<Finding> found = Found.by(new StaleWrites(trace), trace, Close.ENDED);
          assertThat(found.stream().map(StaleWritesTest::stale).toList())
              .as("seed %d", seed)
              .isEqualTo(expected);
          counts.values().forEach(shown -> shown.add(seed, 0));
          expected.forEach(each -> counts.get(each.type).add(seed, 1));
        });
    counts.get("lost-update").atLeast("lost updates", lost + 1);
    counts.get("check-then-act").atLeast("outdated checks", checks);
  }

  private static Stale stale(Finding finding) {
    List<Integer> events = finding.events().stream().map(Long::intValue).toList();
    return new Stale(finding.type(), events.get(0), events.get(1), events.get(2));
  }

  // --- programs ---

  private interface Part {
    void run() throws InterruptedException;
  }

  private static void both(Part part) throws InterruptedException {
    TracedThread one = TracedThread.platform("one", () -> uninterrupted(part));
    TracedThread two = TracedThread.platform("two", () -> uninterrupted(part));
    one.start();
    two.start();
    one.join();
    two.join();
  }

  private static void uninterrupted(Part part) {
    try {
      part.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void inside(TracedReentrantLock lock, Runnable section) {
    lock.lock();
    try {
      section.run();
    } finally {
      lock.unlock();
    }
  }

  private static void assertShows(String type, Body body) {
    assertThat(Found.in(50, type, body)).as(type).isNotEmpty();
  }

  private static void assertSilent(Body body) {
    assertThat(Found.in(50, "lost-update", body)).isEmpty();
    assertThat(Found.in(50, "check-then-act", body)).isEmpty();
  }

  @Test
  void aReadAndAWriteLoseAnUpdate() {
    Body plain =
        () -> {
          SharedInt x = SharedInt.plain("x", 0);
          both(() -> x.set(x.get() + 1));
        };
    assertShows("lost-update", plain);
    assertThat(Found.in(50, "lost-update", plain).getFirst().message().en())
        .contains(" read 'x' as 0 (", ". Then ", " set it to 1 (", " is lost.");
    assertShows(
        "lost-update",
        () -> {
          SharedInt x = SharedInt.volatileInt("x", 0);
          both(() -> x.set(x.get() + 1));
        });
    assertShows(
        "lost-update",
        () -> {
          TracedAtomicInt x = new TracedAtomicInt("x", 0);
          both(() -> x.set(x.get() + 1));
        });
  }

  @Test
  void oneStepOrOneSectionLosesNone() {
    assertSilent(
        () -> {
          TracedAtomicInt x = new TracedAtomicInt("x", 0);
          both(
              () -> {
                int seen = x.get();
                while (!x.compareAndSet(seen, seen + 1)) {
                  seen = x.get();
                }
              });
        });
    assertSilent(
        () -> {
          SharedInt x = SharedInt.plain("x", 0);
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          both(() -> inside(lock, () -> x.set(x.get() + 1)));
        });
  }

  @Test
  void aLockGivenBackBetweenCheckAndActIsToldApart() {
    Body twoSections =
        () -> {
          SharedInt seats = SharedInt.plain("seats", 5);
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          both(
              () -> {
                int[] seen = new int[1];
                inside(lock, () -> seen[0] = seats.get());
                if (seen[0] > 0) {
                  inside(lock, () -> seats.set(seen[0] - 1));
                }
              });
        };
    assertShows("check-then-act", twoSections);
    assertThat(Found.in(50, "lost-update", twoSections)).isEmpty();
    assertThat(Found.in(50, "check-then-act", twoSections).getFirst().message().en())
        .endsWith("Each step was safe, but 'lock' was not held from the one to the other.");
  }

  @Test
  void aFreshReadIsNoStaleOne() {
    assertSilent(
        () -> {
          SharedInt seats = SharedInt.plain("seats", 5);
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          both(
              () -> {
                inside(lock, seats::get);
                inside(lock, () -> seats.set(seats.get() - 1));
              });
        });
  }

  @Test
  void aBlindWriteTakesNoPart() {
    assertSilent(
        () -> {
          SharedInt x = SharedInt.volatileInt("x", 0);
          both(() -> x.set(7));
        });
  }

  /** Peterson's turn is read in one round and written in the next. */
  @Test
  void whoEndedWhatItWasAtMayWriteAfresh() {
    assertSilent(
        () -> {
          List<SharedInt> wants =
              List.of(SharedInt.volatileInt("0 wants", 0), SharedInt.volatileInt("1 wants", 0));
          SharedInt turn = SharedInt.volatileInt("turn", 0);
          TracedAtomicInt ids = new TracedAtomicInt("ids", 0);
          both(
              () -> {
                int me = ids.getAndIncrement();
                for (int i = 0; i < 3; i++) {
                  wants.get(me).set(1);
                  turn.set(1 - me);
                  while (wants.get(1 - me).get() == 1 && turn.get() == 1 - me) {
                    TracedThread.sleep(1);
                  }
                  wants.get(me).set(0);
                }
              });
        });
  }

  @Test
  void whoWaitedForTheOthersMayReset() {
    assertSilent(
        () -> {
          SharedInt x = SharedInt.volatileInt("x", 0);
          TracedLatch done = new TracedLatch("done", 1);
          TracedThread other =
              TracedThread.platform(
                  "other",
                  () -> {
                    x.set(x.get() + 1);
                    done.countDown();
                  });
          other.start();
          x.get();
          done.await();
          x.set(0);
          other.join();
        });
  }
}
