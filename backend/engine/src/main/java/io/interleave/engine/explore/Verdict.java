package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.run.Execute;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of an execution.
 *
 * @param value the outcome's value, or {@code deadlock}, or {@code threw ...}
 * @param summary the same in a sentence
 */
public record Verdict(String value, Grade grade, Text summary) {

  /** Of a program that went to its end, or cannot go on. */
  static Verdict of(Driver.Done done, Execute program) {
    Throwable failure = program.failure();
    if (done.ending() == Ending.STUCK) {
      return new Verdict("deadlock", Grade.FORBIDDEN, stuck(done.execution()));
    }
    if (failure != null) {
      return new Verdict(
          "threw " + failure.getClass().getSimpleName(),
          Grade.FORBIDDEN,
          new Text("The program threw %s.", "程序抛出了 %s。").with(failure));
    }
    Outcome outcome = program.outcome();
    if (outcome == null) {
      return new Verdict(
          "no outcome", Grade.FORBIDDEN, new Text("The program returned nothing.", "程序没有返回结果。"));
    }
    Grade met = struggled(done.execution()) ? Grade.INTERESTING : Grade.ACCEPTABLE;
    return new Verdict(
        outcome.value(), outcome.goalMet() ? met : Grade.FORBIDDEN, outcome.summary());
  }

  private static boolean struggled(Execution execution) {
    for (int id = 1; id <= execution.taskCount(); id++) {
      if (execution.task(id).failures() > 0) {
        return true;
      }
    }
    return false;
  }

  private static Text stuck(Execution execution) {
    List<String> names = new ArrayList<>();
    for (int id = 1; id <= execution.taskCount(); id++) {
      Task task = execution.task(id);
      if (task.isAlive() && !task.isDaemon()) {
        names.add(task.name());
      }
    }
    return new Text(
        String.join(", ", names) + (names.size() == 1 ? " waits" : " wait") + " for ever.",
        String.join("、", names) + " 永远等待下去。");
  }
}
