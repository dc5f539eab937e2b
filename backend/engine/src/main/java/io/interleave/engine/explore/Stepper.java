package io.interleave.engine.explore;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Position.Choice;
import io.interleave.engine.explore.Position.Waiting;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Recorded;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Replay;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import io.interleave.engine.schedule.Telling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a program step by step. It keeps nothing between calls: every position is reached by
 * executing the program from its start, which takes less than a thread would cost that waits.
 * Immutable; each call has its own driver.
 */
public final class Stepper {

  private static final int ENOUGH_FAILURES = 20;

  private final Program program;
  private final Settings settings;
  private final Limits limits;

  public Stepper(Program program, Settings settings, Limits limits) {
    this.program = program;
    this.settings = settings.withThreads(limits.maxThreads()).withEvents(limits.maxEvents());
    this.limits = limits;
  }

  /**
   * Where a schedule leads. One that goes on after the program's end is cut there.
   *
   * @throws io.interleave.engine.schedule.ImpossibleStep if it names a thread that cannot go
   * @throws io.interleave.engine.schedule.StalledException if the program waits where no scheduler
   *     can see it
   */
  public Position at(Schedule schedule) throws InterruptedException {
    return drive(
        own -> {
          Execute execute = new Execute(program);
          Promises promises = own.learn(execute::main, settings);
          Looking looking = new Looking(schedule);
          Driver.Done done = own.execute(execute::main, settings, looking, promises, false);
          Recorded recorded = Recorded.of(done, execute, limits, false);
          End end = done.ending() == Ending.STOPPED ? null : recorded.end();
          Map<Goal, Boolean> goals = new EnumMap<>(Goal.class);
          for (Goal goal : Goal.values()) {
            if (goal.isOffered(recorded.trace())) {
              goals.put(goal, goal.isReached(recorded.trace(), end, looking.longestPassedOver));
            }
          }
          return new Position(
              done.execution().schedule(),
              recorded.trace(),
              recorded.findings(),
              end,
              looking.choices,
              looking.waiting,
              goals);
        });
  }

  /**
   * A schedule that goes on by a strategy.
   *
   * @param steps at most how many steps more
   */
  public Schedule goOn(Schedule schedule, Strategies strategy, long seed, int steps)
      throws InterruptedException {
    return drive(
        own -> {
          Execute execute = new Execute(program);
          Promises promises = own.learn(execute::main, settings);
          Strategy rest = strategy.make(seed, 3, schedule.length() + 50);
          int end = (int) Math.min(Integer.MAX_VALUE, (long) schedule.length() + steps);
          Strategy bounded = new Until(new Replay(schedule, rest), end);
          return own.execute(execute::main, settings, bounded, promises, true)
              .execution()
              .schedule();
        });
  }

  /**
   * A continuation that misses the goal.
   *
   * @param value the outcome
   * @param words how to get there from the end of the given schedule
   */
  public record Found(Schedule schedule, String value, List<Text> words) {}

  /**
   * Looks for a continuation that misses the goal, by random and PCT schedules; null where none is
   * found in this time. Of the first few, the one with the fewest preemptions.
   */
  public @Nullable Found find(Schedule schedule, long seed, Duration time)
      throws InterruptedException {
    return drive(
        own -> {
          Execute execute = new Execute(program);
          Promises promises = own.learn(execute::main, settings);
          Function<Strategy, Driver.Done> run =
              strategy -> own.execute(execute::main, settings, strategy, promises, true);
          Sampling sampling = new Sampling(seed);
          long end = System.nanoTime() + time.toNanos();
          Found best = null;
          int fewest = Integer.MAX_VALUE;
          int failures = 0;
          while (System.nanoTime() - end < 0 && failures < ENOUGH_FAILURES && !own.isCancelled()) {
            Driver.Done done = run.apply(new Replay(schedule, sampling.next()));
            Search.Count _ = sampling.ended(done);
            if (!Verdict.isDue(done)) {
              continue;
            }
            Verdict verdict = Verdict.of(done, execute);
            if (verdict.grade() == Grade.FORBIDDEN) {
              failures++;
              Story story = new Story(done.execution().schedule(), schedule.length());
              var _ = run.apply(story);
              if (story.preemptions() < fewest) {
                fewest = story.preemptions();
                best = new Found(done.execution().schedule(), verdict.value(), story.sentences());
              }
            }
          }
          return best;
        });
  }

  private <T extends @Nullable Object> T drive(Function<Driver, T> work)
      throws InterruptedException {
    List<T> result = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    Driver driver =
        new Driver(
            own -> {
              try {
                result.add(work.apply(own));
              } catch (RuntimeException | Error e) {
                thrown.add(e);
              }
            },
            Driver.Kind.best());
    driver.start();
    long deadline = System.nanoTime() + limits.maxDuration().toNanos();
    while (!driver.await()) {
      if (System.nanoTime() - deadline > 0) {
        driver.cancel();
      }
    }
    Driver.rethrow(thrown);
    return result.getFirst();
  }

  /** Replays a schedule, and where it ends looks around. */
  private static final class Looking implements Strategy {
    private final Replay replay;
    private final int length;
    private final Map<Integer, Integer> passedOver = new HashMap<>();
    final List<Choice> choices = new ArrayList<>();
    final List<Waiting> waiting = new ArrayList<>();
    int longestPassedOver;

    Looking(Schedule schedule) {
      this.replay = Replay.only(schedule);
      this.length = schedule.length();
    }

    @Override
    public int choose(Execution execution) {
      if (execution.steps() >= length) {
        look(execution);
        return STOP;
      }
      int chosen = replay.choose(execution);
      for (int i = 0; i < execution.enabledCount(); i++) {
        int id = execution.enabled(i);
        boolean passed = id != chosen && execution.task(id).isReady();
        int count = passed ? passedOver.getOrDefault(id, 0) + 1 : 0;
        passedOver.put(id, count);
        longestPassedOver = Math.max(longestPassedOver, count);
      }
      return chosen;
    }

    @Override
    public int alternative(Execution execution, int count) {
      return replay.alternative(execution, count);
    }

    private void look(Execution execution) {
      for (int id = 1; id <= execution.taskCount(); id++) {
        Task task = execution.task(id);
        int object = Math.max(0, task.pending().object());
        if (execution.isEnabled(id) || task.awaitsSignal()) {
          Text text = Telling.next(execution, task);
          choices.add(
              new Choice(
                  id,
                  task.name(),
                  text,
                  task.pending().kind(),
                  object,
                  task.site(),
                  execution.isEnabled(id) ? 0 : 1,
                  alternatives(execution, task, text)));
        }
        if (task.isAlive() && !execution.isEnabled(id)) {
          waiting.add(
              new Waiting(
                  id,
                  task.name(),
                  Telling.waiting(execution, task),
                  task.pending().kind(),
                  object,
                  task.site()));
        }
      }
    }

    private List<Text> alternatives(Execution execution, Task task, Text text) {
      List<Integer> visible = execution.visible(task);
      return visible.size() < 2
          ? List.of(text)
          : visible.stream()
              .map(value -> new Text("%s, and sees %d", "%s，看到 %d").with(text, value))
              .toList();
    }
  }

  /** Another strategy, up to a certain step. */
  private record Until(Strategy inner, int end) implements Strategy {
    @Override
    public void begin(Execution execution) {
      inner.begin(execution);
    }

    @Override
    public int choose(Execution execution) {
      return execution.steps() >= end ? STOP : inner.choose(execution);
    }

    @Override
    public int alternative(Execution execution, int count) {
      return inner.alternative(execution, count);
    }

    @Override
    public void stepped(Execution execution) {
      inner.stepped(execution);
    }
  }
}
