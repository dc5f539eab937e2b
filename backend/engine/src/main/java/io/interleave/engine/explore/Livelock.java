package io.interleave.engine.explore;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Loops;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import io.interleave.engine.schedule.Telling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for threads that keep each other from going on by what they do, such as giving back a lock
 * and taking it again, for ever.
 *
 * <p>A program that has no end under a fair scheduler has a livelock: Musuvathi, Qadeer: Fair
 * Stateless Model Checking, PLDI 2008. Threads take turns here, of so many steps each. What they do
 * must repeat itself again and again, in all that they do and are told, with every thread that
 * could go on taking part, and without a pause, whose length could break the pattern.
 */
final class Livelock {

  private static final int LONGEST_TURN = 4;
  private static final int REPETITIONS = 50;
  private static final int LONGEST_ROUND = 100;

  private final Execute program;
  private final Settings settings;
  private final Driver driver;

  Livelock(Execute program, Settings settings, Driver driver) {
    this.program = program;
    this.settings = settings.withRetries(Integer.MAX_VALUE);
    this.driver = driver;
  }

  /**
   * One that was found, with the schedule that leads into it and once through it; null for none.
   */
  @Nullable Minimal find(Promises promises) {
    for (int turn = 1; turn <= LONGEST_TURN; turn++) {
      Turns turns = new Turns(turn);
      Driver.Done done =
          driver.execute(program::main, settings, turns, promises, Loops.unknown(), true);
      if (done.ending() == Ending.CUT) {
        int round = turns.round();
        if (round > 0) {
          return turns.told(done.execution().schedule(), round);
        }
      }
    }
    return null;
  }

  /** Each that is ready takes a turn of so many steps, by ascending id. */
  private static final class Turns implements Strategy {

    private record Step(
        int thread, long what, boolean paused, Set<Integer> ready, Text words, long told) {

      Step told(long now) {
        return new Step(thread, what, paused, ready, words, now);
      }

      boolean isLike(Step other) {
        return thread == other.thread && what == other.what && told == other.told;
      }
    }

    private final int length;
    private final List<Step> steps = new ArrayList<>();
    private int taken;

    Turns(int length) {
      this.length = length;
    }

    @Override
    public int choose(Execution execution) {
      int last = execution.last();
      Set<Integer> ready = new HashSet<>();
      int lowest = 0;
      int next = 0;
      for (int i = 0; i < execution.enabledCount(); i++) {
        int id = execution.enabled(i);
        if (execution.task(id).isReady()) {
          ready.add(id);
          lowest = lowest == 0 ? id : lowest;
          next = next == 0 && id > last ? id : next;
        }
      }
      int chosen = next == 0 ? lowest : next;
      if (ready.contains(last) && taken < length) {
        chosen = last;
      }
      boolean paused = chosen == 0;
      chosen = paused ? execution.enabled(0) : chosen;
      taken = chosen == last ? taken + 1 : 1;
      Task task = execution.task(chosen);
      steps.add(
          new Step(
              chosen,
              (long) task.pending().kind().code() << 32 | task.pending().object(),
              paused,
              ready,
              new Text("%s %s", "%s %s").with(task.name(), Telling.next(execution, task)),
              0));
      return chosen;
    }

    @Override
    public void stepped(Execution execution) {
      steps.add(steps.removeLast().told(execution.task(execution.last()).told()));
    }

    /** How many steps the part has that repeats itself at the end, 0 if none does. */
    int round() {
      for (int round = 1; round <= Math.min(LONGEST_ROUND, steps.size() / REPETITIONS); round++) {
        if (repeats(round) && isFair(round)) {
          return round;
        }
      }
      return 0;
    }

    private boolean repeats(int round) {
      int end = steps.size();
      for (int i = 1; i <= round * (REPETITIONS - 1); i++) {
        Step one = steps.get(end - i);
        Step earlier = steps.get(end - i - round);
        if (!one.isLike(earlier) || one.paused) {
          return false;
        }
      }
      return true;
    }

    /** Whether several threads take part in the round, and each that could go on in it. */
    private boolean isFair(int round) {
      Set<Integer> able = new HashSet<>();
      Set<Integer> active = new HashSet<>();
      for (Step step : steps.subList(steps.size() - round, steps.size())) {
        able.addAll(step.ready);
        active.add(step.thread);
      }
      return active.size() > 1 && active.containsAll(able);
    }

    Minimal told(Schedule whole, int round) {
      int begin = steps.size();
      while (begin > round && steps.get(begin - 1).isLike(steps.get(begin - 1 - round))) {
        begin--;
      }
      List<Text> words = new ArrayList<>();
      words.add(
          new Text(
                  "Let the threads take turns of %d step%s each. After %d steps this repeats for ever:",
                  "让各线程轮流执行，每次 %d 步%s。%d 步之后，下面的过程永远重复：")
              .with(length, new Text(length == 1 ? "" : "s", ""), begin - round));
      steps.subList(begin - round, begin).forEach(step -> words.add(step.words));
      Text summary =
          new Text(
              "The threads keep each other from going on for ever: what they do repeats itself.",
              "线程永远互相妨碍，谁也无法继续：它们所做的一切不断重复。");
      int preemptions = 0;
      for (int i = 1; i < begin; i++) {
        Step before = steps.get(i - 1);
        Step step = steps.get(i);
        preemptions += step.thread != before.thread && step.ready.contains(before.thread) ? 1 : 0;
      }
      return new Minimal(
          whole.first(begin),
          Verdict.LIVELOCK,
          summary,
          preemptions,
          begin,
          false,
          words,
          List.of());
    }
  }
}
