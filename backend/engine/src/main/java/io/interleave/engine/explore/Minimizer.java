package io.interleave.engine.explore;

import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a forbidden schedule simple: few preemptions, and few steps among those.
 *
 * <p>First what was found is reduced, in the way of Zeller, Hildebrandt: Simplifying and Isolating
 * Failure-Inducing Input, TSE 28(2), 2002: its stretches, in each of which one thread goes on
 * alone, are joined with later or earlier ones of their threads, many at once and then fewer, as
 * long as it fails. Then all schedules with no preemption are tried, all with one, and so on: that
 * finds what is simpler still, or proves that nothing is.
 */
final class Minimizer {

  private final Execute program;
  private final Function<Strategy, Driver.Done> execute;

  Minimizer(Execute program, Function<Strategy, Driver.Done> execute) {
    this.program = program;
    this.execute = execute;
  }

  private record Failure(
      Schedule schedule, Verdict verdict, int preemptions, List<Stretch> stretches) {

    boolean isSimplerThan(Failure other) {
      if (preemptions != other.preemptions) {
        return preemptions < other.preemptions;
      }
      if (stretches.size() != other.stretches.size()) {
        return stretches.size() < other.stretches.size();
      }
      return schedule.length() < other.schedule.length();
    }

    boolean isShorterThan(Failure other) {
      return preemptions < other.preemptions
          || (preemptions == other.preemptions && schedule.length() < other.schedule.length());
    }
  }

  /**
   * A forbidden schedule no worse than the known one.
   *
   * @param deadline on the clock of {@link System#nanoTime}; then what was reached is told, which
   *     may be not proved
   */
  Minimal minimize(Schedule known, long deadline) {
    Failure best = reduce(retell(known), deadline);
    int most = 0;
    while (most <= best.preemptions) {
      FewestPreemptions search = new FewestPreemptions(most);
      Strategy strategy = search.next();
      while (strategy != null) {
        Driver.Done done = System.nanoTime() - deadline > 0 ? null : execute.apply(strategy);
        if (done == null || done.ending() == Ending.CANCELLED) {
          return tell(best, best.preemptions <= most);
        }
        if (search.ended(done) == Search.Count.NEW) {
          Failure failure = failure(done, search.preemptions());
          best = failure != null && failure.isShorterThan(best) ? failure : best;
        }
        strategy = search.next();
      }
      most++;
    }
    return tell(best, true);
  }

  // --- reduction ---

  private Failure reduce(Failure known, long deadline) {
    Failure best = known;
    boolean better = true;
    while (better && best.preemptions > 0) {
      Failure before = best;
      for (int size = Math.max(1, best.stretches.size() / 2); size >= 1; size /= 2) {
        best = join(best, size, deadline);
      }
      better = best.isSimplerThan(before) && System.nanoTime() - deadline < 0;
    }
    return best;
  }

  /** Joins so many neighbours at once with others of their threads, wherever it still fails. */
  private Failure join(Failure known, int size, long deadline) {
    Failure best = known;
    for (int at = 0; at < best.stretches.size(); ) {
      Failure simpler = null;
      for (int way = 0; way < 3 && simpler == null; way++) {
        if (System.nanoTime() - deadline > 0) {
          return best;
        }
        simpler = simpler(best, joined(best.stretches, at, size, way));
      }
      best = simpler == null ? best : simpler;
      at += simpler == null ? size : 0;
    }
    return best;
  }

  /**
   * Stretches without some of them: their steps are taken later, or sooner, or as they come.
   *
   * @param way 0 to leave them to the threads' next stretches; 1 to let each go on to where the
   *     thread's next one ends; 2 to let each go on as long as it can
   */
  private static List<Stretch> joined(List<Stretch> stretches, int at, int size, int way) {
    List<Stretch> fewer = new ArrayList<>(stretches);
    int end = Math.min(at + size, stretches.size());
    if (way == 0) {
      fewer.subList(at, end).clear();
      return fewer;
    }
    for (int i = end - 1; i >= at; i--) {
      Stretch stretch = fewer.get(i);
      int next = way == 1 ? next(fewer, i) : -1;
      int until = next < 0 ? Stretch.FAR : fewer.get(next).until();
      if (next >= 0) {
        fewer.remove(next);
      }
      if (next >= 0 || way == 2) {
        fewer.set(i, new Stretch(stretch.thread(), until, stretch.givesUp()));
      }
    }
    return fewer;
  }

  private static int next(List<Stretch> stretches, int at) {
    for (int i = at + 1; i < stretches.size(); i++) {
      if (stretches.get(i).thread() == stretches.get(at).thread()) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Failure simpler(Failure known, List<Stretch> wanted) {
    if (wanted.equals(known.stretches)) {
      return null;
    }
    Stretches strategy = new Stretches(wanted, Stretches.alternatives(known.schedule));
    Driver.Done done = execute.apply(strategy);
    if (!isForbidden(done)) {
      return null;
    }
    Failure failure =
        new Failure(
            done.execution().schedule(),
            Verdict.of(done, program),
            strategy.preemptions(),
            List.copyOf(strategy.done()));
    return failure.isSimplerThan(known) ? failure : null;
  }

  // --- what an execution comes to ---

  private boolean isForbidden(Driver.Done done) {
    return Verdict.isDue(done) && Verdict.of(done, program).grade() == Grade.FORBIDDEN;
  }

  private @Nullable Failure failure(Driver.Done done, int preemptions) {
    if (!isForbidden(done)) {
      return null;
    }
    Schedule schedule = done.execution().schedule();
    return new Failure(schedule, Verdict.of(done, program), preemptions, Stretches.of(schedule));
  }

  private Failure retell(Schedule schedule) {
    Story story = new Story(schedule);
    Driver.Done done = execute.apply(story);
    Schedule whole = done.execution().schedule();
    return new Failure(whole, Verdict.of(done, program), story.preemptions(), Stretches.of(whole));
  }

  private Minimal tell(Failure failure, boolean proved) {
    Story story = new Story(failure.schedule);
    var _ = execute.apply(story);
    return new Minimal(
        failure.schedule,
        failure.verdict.value(),
        failure.verdict.summary(),
        failure.preemptions,
        failure.schedule.length(),
        proved,
        story.sentences(),
        List.of());
  }
}
