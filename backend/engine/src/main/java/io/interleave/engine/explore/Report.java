package io.interleave.engine.explore;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an exploration is.
 *
 * @param method whose counts these are: of {@link Method#AUTO}, the one that it came to
 * @param exhaustive whether everything was tried
 * @param executions how many were begun
 * @param classes how many went to their end or were cut, no two of them alike to {@code method}
 * @param redundant how many were stopped because what they would have been was known
 * @param deadlocked how many of the classes ended with threads that wait for ever
 * @param cut how many of the classes were cut at the bound on steps or retries; what comes after
 *     that was not tried
 * @param states how many states were found, -1 where they are not counted
 * @param interleavings how many schedules there are, -1 where they are not counted
 * @param outcomes the forbidden ones first, then by how many classes have them
 * @param caveat why nothing is proved although everything was tried, null where all is well
 * @param minimal the simplest forbidden schedule, null where none is known
 * @param firstFailure when the first forbidden outcome came; null where none did in the search
 *     itself
 * @param elapsed how long the search took, without making its failure simple
 */
public record Report(
    Method method,
    boolean exhaustive,
    long executions,
    long classes,
    long redundant,
    long deadlocked,
    long cut,
    long states,
    double interleavings,
    List<Row> outcomes,
    @Nullable Minimal minimal,
    @Nullable Text caveat,
    @Nullable FirstFailure firstFailure,
    Duration elapsed) {

  /** What no exploration sees, and a pass therefore says nothing about. */
  public static final Text UNSEEN =
      new Text(
          "Seen are the operations of the engine's primitives; fields, arrays and objects of the JDK that threads share without them are not. A thread that looks at the same 10,000 times and changes nothing is taken to do so for ever.",
          "探索能看到引擎原语的操作；线程不通过原语共享的字段、数组和 JDK 对象，它看不到。一个线程反复查看同样的东西一万次而什么也没有改变，就当作它永远如此。");

  /**
   * An outcome.
   *
   * @param classes how many have it
   * @param share its part of random schedules, -1 where none were tried
   * @param schedule one that has it
   */
  public record Row(
      String value, Grade grade, Text summary, long classes, double share, Schedule schedule) {}

  /**
   * When a failure came.
   *
   * @param execution in which execution of the search, from 1
   * @param after how long the search had taken
   */
  public record FirstFailure(long execution, Duration after) {}

  /**
   * A forbidden schedule with few preemptions, and with few steps among those.
   *
   * @param proved whether no schedule has fewer preemptions
   * @param words how to get there, a sentence a switch
   * @param findings what the analyses say of it
   */
  public record Minimal(
      Schedule schedule,
      String value,
      Text summary,
      int preemptions,
      int steps,
      boolean proved,
      List<Text> words,
      List<Finding> findings) {

    public Minimal {
      words = List.copyOf(words);
      findings = List.copyOf(findings);
    }

    Minimal with(List<Finding> found) {
      return new Minimal(schedule, value, summary, preemptions, steps, proved, words, found);
    }
  }

  public Report {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether a forbidden outcome was found. */
  public boolean failed() {
    return outcomes.stream().anyMatch(row -> row.grade() == Grade.FORBIDDEN);
  }
}
