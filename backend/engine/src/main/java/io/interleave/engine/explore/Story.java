package io.interleave.engine.explore;

import io.interleave.engine.event.Text;
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
  private final List<Text> sentences = new ArrayList<>();
  private int preemptions;
  private Text lastStep = Text.NONE;

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
    if (execution.steps() >= from) {
      tellGivingUp(execution, execution.task(chosen));
    }
    lastStep = Telling.next(execution, execution.task(chosen));
    return chosen;
  }

  private void tellSwitch(Execution execution, Task from, Task to) {
    if (Preemptions.is(execution, to.id())) {
      preemptions++;
      sentences.add(
          new Text(
                  "After %s %s, switch to %s, although %s could go on.",
                  "%s %s之后，切换到 %s，尽管 %s 还能继续。")
              .with(from.name(), lastStep, to.name(), from.name()));
    } else if (couldBeAnother(execution, to)) {
      Text why = from.isAlive() ? new Text("waits", "进入等待") : new Text("has ended", "结束");
      sentences.add(
          new Text("When %s %s, go on with %s.", "%s %s后，由 %s 继续。")
              .with(from.name(), why, to.name()));
    }
  }

  // Of a wait for something that others may bring about; a pause always ends like that.
  private void tellGivingUp(Execution execution, Task chosen) {
    if (!chosen.isReady() && chosen.pending().object() != 0) {
      sentences.add(
          new Text("%s %s.", "%s %s。").with(chosen.name(), Telling.next(execution, chosen)));
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
          new Text(
                  "%s %s, and sees something else than what was written last.",
                  "%s %s，看到的却不是最后写入的值。")
              .with(execution.task(execution.last()).name(), lastStep));
    }
    return chosen;
  }

  List<Text> sentences() {
    return sentences.isEmpty()
        ? List.of(
            new Text(
                "No preemption is needed: let each thread go on until it waits, sleeps or ends, and always go on with the first that can.",
                "不需要抢占：让每个线程一直执行到它等待、睡眠或结束，然后总是由第一个能继续的线程接着执行。"))
        : sentences;
  }

  int preemptions() {
    return preemptions;
  }
}
