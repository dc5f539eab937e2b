package io.interleave.engine.explore;

import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Strategy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the forbidden schedule with the fewest preemptions, and of those the shortest, by trying
 * all schedules with none, then all with one, and so on.
 */
final class Minimizer {

  private final Execute program;
  private final boolean knowsStates;
  private final Function<Strategy, Driver.Done> execute;

  /**
   * @param knowsStates whether equal hashes of states mean equal states
   */
  Minimizer(Execute program, boolean knowsStates, Function<Strategy, Driver.Done> execute) {
    this.program = program;
    this.knowsStates = knowsStates;
    this.execute = execute;
  }

  private record Failure(Schedule schedule, Verdict verdict, int preemptions) {}

  /**
   * A forbidden schedule no worse than the known one.
   *
   * @param deadline on the clock of {@link System#nanoTime}; then it is not proved
   */
  Minimal minimize(Schedule known, long deadline) {
    Failure best = retell(known);
    boolean proved = false;
    for (int most = 0; most <= best.preemptions && !proved; most++) {
      FewestPreemptions search = new FewestPreemptions(most, knowsStates);
      Failure found = null;
      while (true) {
        Strategy strategy = search.next();
        if (strategy == null) {
          proved = found != null;
          break;
        }
        if (System.nanoTime() - deadline > 0) {
          return tell(found == null ? best : found, false);
        }
        Driver.Done done = execute.apply(strategy);
        if (done.ending() == Ending.CANCELLED) {
          return tell(found == null ? best : found, false);
        }
        if (search.ended(done) == Search.Count.NEW) {
          found = better(found, failure(done, search.preemptions()));
        }
      }
      best = found == null ? best : found;
    }
    return tell(best, proved);
  }

  private @Nullable Failure failure(Driver.Done done, int preemptions) {
    boolean ended = done.ending() == Ending.COMPLETED || done.ending() == Ending.STUCK;
    if (!ended || !done.isConsistent()) {
      return null;
    }
    Verdict verdict = Verdict.of(done, program);
    return verdict.grade() == Grade.FORBIDDEN
        ? new Failure(done.execution().schedule(), verdict, preemptions)
        : null;
  }

  private static @Nullable Failure better(@Nullable Failure one, @Nullable Failure other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    int byPreemptions = Integer.compare(one.preemptions, other.preemptions);
    int byLength = Integer.compare(one.schedule.length(), other.schedule.length());
    return (byPreemptions != 0 ? byPreemptions : byLength) <= 0 ? one : other;
  }

  private Failure retell(Schedule schedule) {
    Story story = new Story(schedule);
    Driver.Done done = execute.apply(story);
    Verdict verdict = Verdict.of(done, program);
    return new Failure(done.execution().schedule(), verdict, story.preemptions());
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
        story.sentences());
  }
}
