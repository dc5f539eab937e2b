package io.interleave.engine.analysis.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs.Body;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Compared with the obvious twin: for each failed task, who got its future? */
class LostExceptionsTest {

  private static final int SHARE = 5;

  private static final int POOL = 1;

  /** Random tasks of a pool of two, handed over at a few places by one thread. */
  private static final class Play {
    final Random random;
    final Trace trace = new Trace();
    final ArrayDeque<Integer> queued = new ArrayDeque<>();
    // By worker: the task that it is at, and whether that has completed its future.
    final Map<Integer, Integer> running = new HashMap<>();
    final Map<Integer, Boolean> completed = new HashMap<>();
    int tasks;

    Play(long seed) {
      random = new Random(seed);
      for (int i = 1; i <= 3; i++) {
        trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, i > 1 ? POOL : 0));
        trace.sites().put(i, new Site("Play.java", i));
      }
      trace.objects().put(POOL, ObjectInfo.of(ObjectType.EXECUTOR, "pool").withId(POOL));
      trace.strings().put(1, "done");
      trace.strings().put(2, "failed");
    }

    /** The future of a task; every third task has none. */
    int future(int task) {
      return task % 3 == 0 ? 0 : POOL + task;
    }

    void event(int thread, Kind kind, int object, long value, int site) {
      trace.append(0, thread, kind, object, value, 0, site);
    }

    void step() {
      int thread = 1 + random.nextInt(3);
      Integer task = running.get(thread);
      if (thread == 1 && random.nextBoolean()) {
        tasks++;
        trace
            .objects()
            .put(POOL + tasks, ObjectInfo.of(ObjectType.FUTURE, "f").withId(POOL + tasks));
        queued.add(tasks);
        event(1, Kind.TASK_SUBMIT, POOL, tasks, 1 + random.nextInt(3));
      } else if (thread == 1 && tasks > 0) {
        int future = future(1 + random.nextInt(tasks));
        if (future != 0 && completed.containsKey(future)) {
          event(1, Kind.FUTURE_GET, future, 0, 0);
        }
      } else if (thread > 1 && task == null && !queued.isEmpty()) {
        running.put(thread, queued.remove());
        event(thread, Kind.TASK_START, POOL, running.get(thread), 0);
      } else if (thread > 1 && task != null) {
        int future = future(task);
        if (future != 0 && !completed.containsKey(future)) {
          completed.put(future, random.nextBoolean());
          event(thread, Kind.FUTURE_COMPLETE, future, completed.get(future) ? 2 : 1, 0);
        } else {
          boolean fails = future == 0 ? random.nextBoolean() : completed.get(future);
          event(thread, fails ? Kind.TASK_FAIL : Kind.TASK_END, POOL, task, 0);
          running.remove(thread);
        }
      }
    }

    List<Long> lost() {
      List<Long> lost = new ArrayList<>();
      Set<Integer> places = new HashSet<>();
      for (int complete = 1; complete <= trace.size(); complete++) {
        int future = trace.object(complete);
        boolean failed = trace.kind(complete) == Kind.FUTURE_COMPLETE && trace.value(complete) == 2;
        int fail = failed ? first(Kind.TASK_FAIL, POOL, future - POOL) : 0;
        if (fail != 0
            && first(Kind.FUTURE_GET, future, 0) == 0
            && places.add(trace.site(first(Kind.TASK_SUBMIT, POOL, future - POOL)))) {
          lost.add((long) fail);
        }
      }
      return lost;
    }

    private int first(Kind kind, int object, int value) {
      for (int seq = 1; seq <= trace.size(); seq++) {
        if (trace.kind(seq) == kind && trace.object(seq) == object && trace.value(seq) == value) {
          return seq;
        }
      }
      return 0;
    }
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown lost = new Shown(10_000, SHARE);
    Seeds.check(
        "lost exceptions",
        10_000,
        SHARE,
        seed -> {
          Play play = new Play(seed);
          for (int i = 0; i < 60; i++) {
            play.step();
          }
          RandomTraces.keeping(
              "lost exceptions", seed, play.trace, () -> lost.add(seed, compare(play)));
        });
    lost.atLeast("lost exceptions", 5_000);
    assertThat(lost.sum()).isLessThanOrEqualTo(30_000);
  }

  private static int compare(Play play) {
    List<Finding> found = Found.by(new LostExceptions(play.trace), play.trace, Close.ENDED);
    assertThat(found.stream().map(finding -> finding.events().getFirst()).toList())
        .containsExactlyElementsOf(play.lost());
    assertThat(Found.by(new LostExceptions(play.trace), play.trace, Close.CUT)).isEmpty();
    return found.size();
  }

  private static Body task(boolean fails, boolean asks) {
    return () -> {
      try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
        Future<?> future =
            pool.submit(
                () -> {
                  if (fails) {
                    throw new IllegalArgumentException("no");
                  }
                });
        if (asks) {
          try {
            future.get();
          } catch (ExecutionException e) {
            pool.shutdown();
          }
        }
      }
    };
  }

  @Test
  void anExceptionThatNobodyAsksForIsLost() {
    List<Finding> found = Found.in(20, "lost-exception", task(true, false));
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en())
        .startsWith("Task 1 of 'pool', handed over at ")
        .contains(", threw an exception in pool-1. ");
    assertThat(Found.in(20, "lost-exception", task(true, true))).isEmpty();
    assertThat(Found.in(20, "lost-exception", task(false, false))).isEmpty();
  }

  @Test
  void aWaitThatGivesUpDoesNotAsk() {
    assertThat(
            Found.in(
                50,
                "lost-exception",
                () -> {
                  try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
                    Future<?> future =
                        pool.submit(
                            () -> {
                              throw new IllegalArgumentException("no");
                            });
                    future.get(1, TimeUnit.MILLISECONDS);
                  } catch (ExecutionException | TimeoutException e) {
                    return;
                  }
                }))
        .isNotEmpty();
  }
}
