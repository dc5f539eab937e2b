package io.interleave.engine.explore;

import io.interleave.engine.event.Text;
import io.interleave.engine.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an exploration is.
 *
 * @param method whose counts these are: of {@link Method#AUTO}, the one that was done first
 * @param exhaustive whether everything was tried, up to the bounds on steps and retries
 * @param executions how many were begun
 * @param classes how many went to their end, no two of them alike to {@code method}
 * @param redundant how many were stopped because what they would have been was known
 * @param deadlocked how many of the classes ended with threads that wait for ever
 * @param cut how many of the classes were cut at the bound on steps or retries
 * @param states how many states were found, -1 where they are not counted
 * @param interleavings how many schedules there are, -1 where they are not counted
 * @param outcomes the forbidden ones first, then by how many classes have them
 * @param caveat why nothing is proved although everything was tried, null where all is well
 * @param minimal the simplest forbidden schedule, null where none is known
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
    Duration elapsed) {

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
   * A forbidden schedule with few preemptions, and with few steps among those.
   *
   * @param proved whether no schedule has fewer preemptions, or as many and fewer steps
   * @param words how to get there, a sentence a switch
   */
  public record Minimal(
      Schedule schedule,
      String value,
      Text summary,
      int preemptions,
      int steps,
      boolean proved,
      List<Text> words) {

    public Minimal {
      words = List.copyOf(words);
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
