package io.interleave.scenario;

import io.interleave.engine.event.Text;
import java.util.List;

/**
 * A suggested way through the catalogue, week by week.
 *
 * @param id as in the URL of its place on the page of topics
 * @param summary for whom it is, in a sentence
 */
public record Course(String id, Text title, Text summary, List<Week> weeks) {

  /**
   * Some scenarios to be read in a row.
   *
   * @param title what the week is about
   * @param scenarios their ids
   */
  public record Week(Text title, List<String> scenarios) {
    public Week {
      scenarios = List.copyOf(scenarios);
    }
  }

  public Course {
    weeks = List.copyOf(weeks);
  }
}
