package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.record.Recording.Death;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Thrown;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;
import io.interleave.engine.schedule.Telling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an execution.
 *
 * @param value the outcome's value, or {@code deadlock}, {@code livelock}, {@code threw ...}
 * @param summary the same in a sentence
 */
public record Verdict(String value, Grade grade, Text summary) {

  /** What an execution comes to in which threads repeat the same for ever. */
  static final String LIVELOCK = "livelock";

  /**
   * Whether an execution came to something: its program went to its end, or cannot go on. One that
   * was cut did not.
   */
  static boolean isDue(Driver.Done done) {
    return switch (done.ending()) {
      case COMPLETED, STUCK, ENDLESS -> done.isConsistent();
      case CUT, STOPPED, CANCELLED, LIMIT -> false;
    };
  }

  /** Of a program that went to its end, or cannot go on. */
  static Verdict of(Driver.Done done, Execute program) {
    Execution execution = done.execution();
    Text stands =
        done.ending() == Ending.COMPLETED ? Text.NONE : Text.NEXT.then(standing(execution));
    Throwable failure = program.failure();
    if (failure != null) {
      return failed(failure, new Text("The program", "程序"), stands);
    }
    List<Death> deaths = execution.deaths();
    if (!deaths.isEmpty()) {
      Death first = deaths.getFirst();
      return failed(
          first.thrown(), new Text("Thread %s", "线程 %s").with(first.thread().name()), stands);
    }
    if (done.ending() == Ending.STUCK) {
      return new Verdict("deadlock", Grade.FORBIDDEN, standing(execution));
    }
    if (done.ending() == Ending.ENDLESS) {
      return new Verdict(LIVELOCK, Grade.FORBIDDEN, standing(execution));
    }
    Outcome outcome = program.outcome();
    if (outcome == null) {
      return new Verdict(
          "no outcome", Grade.FORBIDDEN, new Text("The program returned nothing.", "程序没有返回结果。"));
    }
    Grade met = execution.hasStruggled() ? Grade.INTERESTING : Grade.ACCEPTABLE;
    return new Verdict(
        outcome.value(), outcome.goalMet() ? met : Grade.FORBIDDEN, outcome.summary());
  }

  private static Verdict failed(Throwable thrown, Text who, Text stands) {
    return new Verdict(
        "threw " + thrown.getClass().getSimpleName(),
        Grade.FORBIDDEN,
        new Text("%s threw %s.", "%s抛出了 %s。").with(who, Thrown.told(thrown)).then(stands));
  }

  /** Who goes round for ever, and who waits for ever. */
  private static Text standing(Execution execution) {
    List<Text> sentences = new ArrayList<>();
    for (int id = 1; id <= execution.taskCount(); id++) {
      Task task = execution.task(id);
      if (task.isHopeless()) {
        sentences.add(
            new Text(
                    "%s goes round for ever (%s), for nothing changes any more.",
                    "%s 永远在原地循环（%s），因为再也没有什么会改变。")
                .with(task.name(), Telling.round(execution, task)));
      }
    }
    Text waiting = waiting(execution);
    if (waiting != null) {
      sentences.add(waiting);
    }
    return Text.NEXT.join(sentences);
  }

  private static @Nullable Text waiting(Execution execution) {
    List<String> names = new ArrayList<>();
    for (int id = 1; id <= execution.taskCount(); id++) {
      Task task = execution.task(id);
      if (task.isAlive() && !task.isDaemon() && !task.isHopeless()) {
        names.add(task.name());
      }
    }
    return names.isEmpty()
        ? null
        : new Text(
            String.join(", ", names) + (names.size() == 1 ? " waits" : " wait") + " for ever.",
            String.join("、", names) + " 永远等待下去。");
  }
}
