package io.interleave.server.catalogue;

import io.interleave.engine.event.Text;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.InvalidArgument;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.problem.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be run, by whatever means: a request's scenario, variant and parameters, checked. */
public record Subject(Scenario scenario, Variant variant, Arguments arguments) {

  /**
   * Checks a request; the first variant and the parameters' defaults stand for what it leaves out.
   *
   * @throws Problem naming the first field that cannot be
   */
  public static Subject of(
      Scenarios scenarios,
      @Nullable String scenarioId,
      @Nullable String variantId,
      @Nullable Map<String, ?> parameters) {
    Scenario scenario = scenario(scenarios, scenarioId);
    Map<String, ?> given = parameters == null ? Map.of() : parameters;
    return new Subject(scenario, variant(scenario, variantId), arguments(scenario, given));
  }

  /**
   * The same with the values of the scenario's small instance for parameters that are left out.
   *
   * @throws Problem also if the scenario has none, for then it runs live only
   */
  public static Subject small(
      Scenarios scenarios,
      @Nullable String scenarioId,
      @Nullable String variantId,
      @Nullable Map<String, ?> parameters) {
    Scenario scenario = scenario(scenarios, scenarioId);
    if (!scenario.modes().contains("controlled")) {
      throw Problem.invalid(
          "scenario", new Text("'%s' runs live only.", "“%s”只能实时运行。").with(scenario.id()));
    }
    Map<String, ?> given = scenario.smallWith(parameters == null ? Map.of() : parameters);
    return new Subject(scenario, variant(scenario, variantId), arguments(scenario, given));
  }

  private static Scenario scenario(Scenarios scenarios, @Nullable String id) {
    if (id == null) {
      throw Problem.invalid("scenario", new Text("Which scenario is to run?", "要运行哪个场景？"));
    }
    return scenarios
        .find(id)
        .orElseThrow(
            () ->
                Problem.invalid(
                    "scenario", new Text("There is no scenario '%s'.", "没有场景“%s”。").with(id)));
  }

  private static Variant variant(Scenario scenario, @Nullable String id) {
    if (id == null) {
      return scenario.variants().getFirst();
    }
    return scenario.variants().stream()
        .filter(variant -> variant.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                    "variant",
                    new Text("There is no variant '%s'; there are %s.", "没有变体“%s”；可选的有 %s。")
                        .with(id, scenario.variants().stream().map(Variant::id).toList())));
  }

  private static Arguments arguments(Scenario scenario, Map<String, ?> given) {
    try {
      return scenario.arguments(given);
    } catch (InvalidArgument e) {
      throw Problem.invalid("parameters." + e.parameter(), e.text());
    }
  }

  public Program program() {
    return variant.program().apply(arguments);
  }
}
