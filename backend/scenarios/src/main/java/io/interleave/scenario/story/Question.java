package io.interleave.scenario.story;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something to predict before it happens; what is asked stands in the scenario's texts.
 *
 * @param choices the keys of what can be answered; empty where a number is asked for
 * @param answer looks the answer up in a trace; empty where the run did not come to it
 */
public record Question(String id, List<String> choices, Function<Facts, Optional<Answer>> answer) {

  private static final List<String> YES_OR_NO = List.of("yes", "no");

  public Question {
    choices = List.copyOf(choices);
  }

  /** One that is answered by a whole number. */
  public static Question number(String id, Function<Facts, Optional<Answer>> answer) {
    return new Question(id, List.of(), answer);
  }

  /** One that is answered by the key of one of these. */
  public static Question choice(
      String id, List<String> choices, Function<Facts, Optional<Answer>> answer) {
    return new Question(id, choices, answer);
  }

  /** One that is answered by {@code yes} or {@code no}: whether there is such an event. */
  public static Question whether(String id, Function<Facts, Optional<Integer>> event) {
    return new Question(
        id,
        YES_OR_NO,
        facts ->
            Optional.of(
                event
                    .apply(facts)
                    .map(seq -> new Answer("yes", seq))
                    .orElseGet(() -> new Answer("no", facts.last()))));
  }
}
