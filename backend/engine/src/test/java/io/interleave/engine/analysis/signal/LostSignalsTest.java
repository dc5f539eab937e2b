package io.interleave.engine.analysis.signal;

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
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedEvent;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with the obvious twin: the definition, read out over the whole trace. */
class LostSignalsTest {

  private static final int SHARE = 8;

  private record Twin(Trace trace) {

    private IntStream between(int after, int before) {
      return IntStream.range(after + 1, before);
    }

    private boolean isSignal(int seq) {
      return switch (trace.kind(seq)) {
        case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL, EVENT_SET -> true;
        default -> false;
      };
    }

    /** The last event of a thread that is not the release of a wait. */
    private int last(int thread) {
      int last = 0;
      for (int seq = 1; seq <= trace.size(); seq++) {
        boolean part =
            last != 0
                && trace.kind(last) == Kind.CONDITION_WAIT
                && trace.kind(seq) == Kind.LOCK_RELEASE;
        if (trace.thread(seq) == thread && !part) {
          last = seq;
        }
      }
      return last;
    }

    Set<List<Long>> all() {
      Set<List<Long>> lost = new HashSet<>();
      for (int thread = 1; thread <= trace.threads().last(); thread++) {
        int wait = last(thread);
        Kind kind = wait == 0 ? Kind.NOTE : trace.kind(wait);
        if (kind != Kind.CONDITION_WAIT && kind != Kind.EVENT_WAIT) {
          continue;
        }
        int object = trace.object(wait);
        int[] signals =
            IntStream.rangeClosed(1, trace.size())
                .filter(seq -> isSignal(seq) && trace.object(seq) == object)
                .toArray();
        int signal = signals.length == 0 ? 0 : signals[signals.length - 1];
        if (signal == 0
            || signal > wait
            || trace.value(signal) != 0
            || trace.thread(signal) == thread) {
          continue;
        }
        if (kind == Kind.CONDITION_WAIT ? isMissed(signal, wait) : isOver(signal, wait)) {
          lost.add(List.of((long) signal, (long) wait));
        }
      }
      return lost;
    }

    /** The setting was taken back, and nobody had passed. */
    private boolean isOver(int set, int wait) {
      return between(set, wait)
              .filter(seq -> trace.object(seq) == trace.object(wait))
              .anyMatch(seq -> trace.kind(seq) == Kind.EVENT_CLEAR)
          && between(set, wait)
              .filter(seq -> trace.object(seq) == trace.object(wait))
              .noneMatch(seq -> trace.kind(seq) == Kind.EVENT_WAKE);
    }

    /** It waits in its first section since, and what it looked at there was written later. */
    private boolean isMissed(int signal, int wait) {
      int thread = trace.thread(wait);
      int lock = trace.objects().get(trace.object(wait)).parent();
      int[] sections =
          between(signal, wait)
              .filter(seq -> trace.thread(seq) == thread && trace.object(seq) == lock)
              .filter(seq -> trace.kind(seq) == Kind.LOCK_ACQUIRE)
              .filter(seq -> LockValue.unpack(trace.value(seq)).holds() == 1)
              .toArray();
      if (sections.length != 1) {
        return false;
      }
      int[] looks =
          between(sections[0], wait)
              .filter(seq -> trace.thread(seq) == thread)
              .filter(seq -> Set.of(90, 92, 93).contains(trace.kind(seq).code()))
              .toArray();
      return looks.length == 0
          || IntStream.of(looks)
              .anyMatch(
                  look ->
                      between(wait, trace.size() + 1)
                          .filter(seq -> Set.of(91, 92).contains(trace.kind(seq).code()))
                          .anyMatch(seq -> trace.object(seq) == trace.object(look)));
    }
  }

  @ParameterizedTest
  @CsvSource({"CONDITIONS, 12000, 300", "EVENTS, 12000, 100", "MIXED, 5000, 0"})
  void agreesWithTheObviousTwin(RandomPrograms.Kind kind, int seeds, int least) {
    Shown shown = new Shown(seeds, SHARE);
    RandomTraces.each(
        "lost signals",
        kind,
        seeds,
        SHARE,
        4,
        6,
        (seed, trace, ending) -> {
          Close how = Found.how(ending);
          List<Finding> found = Found.by(new LostSignals(trace), trace, how);
          Set<List<Long>> expected = how == Close.STOOD ? new Twin(trace).all() : Set.of();
          assertThat(found.stream().map(Finding::events).toList())
              .as("seed %d", seed)
              .containsExactlyInAnyOrderElementsOf(expected);
          shown.add(seed, expected.size());
        });
    shown.atLeast("lost signals", least);
  }

  /** One thread signals, the other waits, looking first as this says. */
  private static Body handover(boolean looks) {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("lock");
      Condition ready = lock.newCondition("ready");
      SharedInt set = SharedInt.plain("set", 0);
      TracedThread waiter =
          TracedThread.platform(
              "waiter",
              () -> {
                lock.lock();
                try {
                  while (looks && set.get() == 0) {
                    ready.await();
                  }
                  if (!looks) {
                    ready.await();
                  }
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                } finally {
                  lock.unlock();
                }
              });
      waiter.start();
      lock.lock();
      set.set(1);
      ready.signal();
      lock.unlock();
      waiter.join();
    };
  }

  @Test
  void whoDoesNotLookMissesIt() {
    List<Finding> found = Found.in(50, "lost-signal", handover(false));
    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().message().en())
        .startsWith("main signalled 'ready' (")
        .contains("waiter began to wait for it only afterwards (");
  }

  @Test
  void whoLooksDoesNot() {
    assertThat(Found.in(50, "lost-signal", handover(true))).isEmpty();
  }

  private static Body pulse(boolean clears) {
    return () -> {
      TracedEvent go = TracedEvent.manual("go");
      TracedThread waiter =
          TracedThread.platform(
              "waiter",
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      waiter.start();
      go.set();
      if (clears) {
        go.clear();
      }
      waiter.join();
    };
  }

  @Test
  void aPulseIsMissedAndALastingSettingIsNot() {
    assertThat(Found.in(50, "lost-signal", pulse(true))).isNotEmpty();
    assertThat(Found.in(50, "lost-signal", pulse(false))).isEmpty();
  }

  @Test
  void aPermitIsKept() {
    assertThat(
            Found.in(
                50,
                "lost-signal",
                () -> {
                  TracedThread waiter = TracedThread.platform("waiter", TracedThread::park);
                  waiter.start();
                  waiter.unpark();
                  waiter.join();
                }))
        .isEmpty();
  }
}
