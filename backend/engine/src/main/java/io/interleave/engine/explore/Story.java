package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Replay;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import io.interleave.engine.schedule.Telling;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a schedule by its switches: the preemptive ones, and those where another thread than the
 * first could have gone on. Serves one execution.
 */
final class Story implements Strategy {

  private final Replay replay;
  private final int from;
  private final List<String> sentences = new ArrayList<>();
  private int preemptions;
  private String lastStep = "";

  Story(Schedule schedule) {
    this(schedule, 0);
  }

  /**
   * @param from how many steps are known to the listener
   */
  Story(Schedule schedule, int from) {
    this.from = from;
    this.replay = new Replay(schedule, new Sequential());
  }

  @Override
  public int choose(Execution execution) {
    int chosen = replay.choose(execution);
    int last = execution.last();
    if (last != 0 && last != chosen && execution.steps() >= from) {
      tellSwitch(execution, execution.task(last), execution.task(chosen));
    }
    lastStep = Telling.next(execution, execution.task(chosen));
    return chosen;
  }

  private void tellSwitch(Execution execution, Task from, Task to) {
    if (Preemptions.is(execution, to.id())) {
      preemptions++;
      sentences.add(
          "After %s %s, switch to %s, although %s could go on."
              .formatted(from.name(), lastStep, to.name(), from.name()));
    } else if (couldBeAnother(execution, to)) {
      String why = from.isAlive() ? "waits" : "has ended";
      sentences.add("When %s %s, go on with %s.".formatted(from.name(), why, to.name()));
    }
  }

  private static boolean couldBeAnother(Execution execution, Task chosen) {
    for (int i = 0; i < execution.enabledCount(); i++) {
      Task other = execution.task(execution.enabled(i));
      if (other.id() < chosen.id() && other.isReady()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int alternative(Execution execution, int count) {
    int chosen = replay.alternative(execution, count);
    if (chosen > 0 && execution.steps() > from) {
      sentences.add(
          "%s %s, and sees something else than what was written last."
              .formatted(execution.task(execution.last()).name(), lastStep));
    }
    return chosen;
  }

  List<String> sentences() {
    return sentences.isEmpty()
        ? List.of(
            "No preemption is needed: let each thread go on until it waits, sleeps or ends, and always go on with the first that can.")
        : sentences;
  }

  int preemptions() {
    return preemptions;
  }
}
