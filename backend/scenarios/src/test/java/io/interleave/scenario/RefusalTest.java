package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.lostexception.LostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that make no sense together are refused, and others are not. */
class RefusalTest {

  static Stream<Scenario> refusing() {
    return Runs.CATALOGUE.scenarios().stream().filter(each -> !each.refusals().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void everyRefusalRefusesSomethingAndSaysWhat(Scenario scenario) {
    for (Refusal refusal : scenario.refusals()) {
      Map<String, Object> senseless =
          corners(scenario).stream()
              .filter(given -> refusal.when().test(Arguments.of(scenario.parameters(), given)))
              .findFirst()
              .orElseThrow();

      InvalidArgument refused =
          catchThrowableOfType(InvalidArgument.class, () -> scenario.arguments(senseless));

      assertThat(refused.parameter()).isEqualTo(refusal.parameter());
      for (String place : refusal.reason().places()) {
        assertThat(refused.text().en()).contains(String.valueOf(senseless.get(place)));
        assertThat(refused.text().zh()).contains(String.valueOf(senseless.get(place)));
      }
    }
  }

  @Test
  void whatIsJustPossibleIsTaken() {
    Scenario scenario = Runs.CATALOGUE.find("lost-exception").orElseThrow();
    assertThatCode(() -> scenario.arguments(Map.of("files", 5, "fails", 5)))
        .doesNotThrowAnyException();
    InvalidArgument refused =
        catchThrowableOfType(
            InvalidArgument.class, () -> scenario.arguments(Map.of("files", 5, "fails", 6)));
    assertThat(refused.text().en())
        .isEqualTo("No copier has a file number 6 to fail at: each has 5.");
  }

  @Test
  void aScenarioCannotRefuseItsDefaults() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refusing("copiers", all -> true))
        .withMessageContaining("No copier");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refusing("porters", all -> false))
        .withMessageContaining("porters");
  }

  private static void refusing(String parameter, Predicate<Arguments> when) {
    TextFiles texts = TextFiles.of(LostException.class);
    Scenario.of("lost-exception", texts)
        .parameter(Parameter.integer("copiers", 3, 1, 6))
        .parameter(Parameter.integer("files", 4, 1, 8))
        .parameter(Parameter.integer("fails", 3, 1, 8))
        .refusing(parameter, when, texts.refusal("too-few", "fails", "files"))
        .build();
  }

  /** All least and greatest values of the integers with one another. */
  private static List<Map<String, Object>> corners(Scenario scenario) {
    List<Map<String, Object>> corners = List.of(Map.of());
    for (Parameter parameter : scenario.parameters()) {
      if (parameter.min() != null) {
        List<Map<String, Object>> more = new ArrayList<>();
        for (Map<String, Object> corner : corners) {
          for (Integer value : List.of(parameter.min(), parameter.max())) {
            Map<String, Object> next = new HashMap<>(corner);
            next.put(parameter.name(), value);
            more.add(next);
          }
        }
        corners = more;
      }
    }
    return corners;
  }
}
