package io.interleave.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs with knobs turned as far as they go. */
final class Extremes {

  private Extremes() {}

  /**
   * Runs all variants at once, which takes less time and makes it harder for each. Every run is
   * held to what a scenario promises where it is made: so many events, threads and seconds.
   *
   * @param bound of a parameter, or null
   */
  static void runAll(List<Scenario> scenarios, Function<Parameter, @Nullable Integer> bound) {
    List<Runs.Case> variants = new ArrayList<>();
    List<CompletableFuture<Runs.Run>> started = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Map<String, Integer> extremes = extremes(scenario, bound);
      for (Variant variant : scenario.variants()) {
        Runs.Case which = new Runs.Case(scenario, variant);
        variants.add(which);
        started.add(which.start(extremes));
      }
    }
    for (int i = 0; i < variants.size(); i++) {
      variants.get(i).checkTheEndOf(started.get(i).join().lookedAt());
    }
  }

  private static Map<String, Integer> extremes(
      Scenario scenario, Function<Parameter, @Nullable Integer> bound) {
    Map<String, Integer> given = new HashMap<>();
    for (Parameter parameter : scenario.parameters()) {
      Integer value = bound.apply(parameter);
      if (value != null) {
        given.put(parameter.name(), value);
      }
    }
    return given;
  }
}
