package io.interleave.scenario;

import io.interleave.scenario.text.Sentence;
import java.util.function.Predicate;

/**
 * Values that are within their bounds, each by itself, and make no sense together.
 *
 * @param parameter the one that is complained of
 * @param reason says why, with the values of parameters in its places
 */
public record Refusal(String parameter, Predicate<Arguments> when, Sentence reason) {

  /**
   * @throws InvalidArgument if these are such values
   */
  void check(Arguments arguments) {
    if (when.test(arguments)) {
      throw new InvalidArgument(parameter, reason.with(arguments.asMap()));
    }
  }
}
