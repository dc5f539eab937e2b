package io.interleave.engine.explore;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.schedule.Schedule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a schedule leads: what has happened, and what can happen next.
 *
 * @param end how the program ended, null while it can go on
 * @param choices what each thread that can go would do next
 * @param waiting the threads that cannot
 * @param goals those that the program offers, and whether the schedule has reached them
 */
public record Position(
    Schedule schedule,
    Trace trace,
    List<Finding> findings,
    @Nullable End end,
    List<Choice> choices,
    List<Waiting> waiting,
    Map<Goal, Boolean> goals) {

  /**
   * A thread that can go.
   *
   * @param object what it would do that to; 0 for nothing, or another thread
   * @param site the id of its source line
   * @param course the number of the first course: 0, or 1 where it has no ordinary one, for it
   *     waits, and could only wake up without a signal
   * @param alternatives the courses that its step can take
   */
  public record Choice(
      int thread,
      String name,
      Text text,
      Kind kind,
      int object,
      int site,
      int course,
      List<Text> alternatives) {}

  /** A thread that waits; like {@link Choice}. */
  public record Waiting(int thread, String name, Text text, Kind kind, int object, int site) {}
}
