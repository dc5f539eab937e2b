package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;

/**
 * A given schedule, step by step; where it ends, another strategy goes on.
 *
 * <p>A schedule that names a thread which cannot go ends with an {@link ImpossibleStep}.
 */
public final class Replay implements Strategy {

  private final Schedule schedule;
  private final Strategy rest;

  public Replay(Schedule schedule, Strategy rest) {
    this.schedule = schedule;
    this.rest = rest;
  }

  /** Replays and stops where the schedule ends. */
  public static Replay only(Schedule schedule) {
    return new Replay(schedule, execution -> STOP);
  }

  @Override
  public void begin(Execution execution) {
    rest.begin(execution);
  }

  @Override
  public int choose(Execution execution) {
    int step = execution.steps();
    if (step >= schedule.length()) {
      return rest.choose(execution);
    }
    int thread = schedule.thread(step);
    if (!execution.isEnabled(thread) && !wakesUnasked(execution, step)) {
      throw new ImpossibleStep(
          step + 1,
          thread > execution.taskCount()
              ? new Text("there is no thread %d then", "那时没有线程 %d").with(thread)
              : new Text("thread %d, %s, cannot go then", "线程 %d（%s）那时无法执行")
                  .with(thread, execution.task(thread).name()));
    }
    return thread;
  }

  /** Whether the step is a wake-up without a signal, which only a schedule can bring about. */
  private boolean wakesUnasked(Execution execution, int step) {
    int thread = schedule.thread(step);
    return schedule.alternative(step) > 0
        && thread <= execution.taskCount()
        && execution.task(thread).awaitsSignal();
  }

  @Override
  public int alternative(Execution execution, int count) {
    int step = execution.steps();
    if (step > schedule.length()) {
      return rest.alternative(execution, count);
    }
    int alternative = schedule.alternative(step - 1);
    if (alternative >= count) {
      throw new ImpossibleStep(
          step,
          new Text("it has %d courses, and no alternative %d", "它有 %d 种走法，没有编号为 %d 的走法")
              .with(count, alternative));
    }
    return alternative;
  }

  @Override
  public void stepped(Execution execution) {
    rest.stepped(execution);
  }
}
