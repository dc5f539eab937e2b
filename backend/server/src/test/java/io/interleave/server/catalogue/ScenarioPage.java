package io.interleave.server.catalogue;

import io.interleave.engine.event.Text;
import io.interleave.scenario.Catalogue;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Topic;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Prose;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue as Markdown. */
final class ScenarioPage {

  private ScenarioPage() {}

  static String of(Catalogue catalogue, Map<String, Measured> measured) {
    StringBuilder page =
        new StringBuilder(
            """
            # Scenarios

            Made from the catalogue by `ScenarioPageTest`; do not edit it by hand. *Shows it* says how many of so many live runs with default parameters, one after the other on two cores with nothing else to do (November 2026), missed the goal (wrong variants) or
            met it (right ones), and how long a run took: median and longest. A dash stands where that was not measured since the listing changed, or where there is no live mode.
            """);
    @Nullable Topic topic = null;
    for (Scenario scenario : catalogue.scenarios()) {
      if (!scenario.topic().equals(topic)) {
        topic = scenario.topic();
        page.append("\n## %s\n\n%s\n".formatted(topic.title().en(), topic.summary().en()));
      }
      write(scenario, measured, page);
    }
    return page.toString();
  }

  private static void write(Scenario scenario, Map<String, Measured> measured, StringBuilder page) {
    Prose prose = scenario.prose();
    page.append(
        """

        ### %s

        ![%s](scenarios/%s.svg)

        `%s`, %s. %s

        Goal: %s

        Knobs: %s.
        """
            .formatted(
                prose.title().en(),
                prose.title().en(),
                scenario.id(),
                scenario.id(),
                String.join(" and ", scenario.modes())
                    + (scenario.python() ? ", Java and Python" : ""),
                prose.summary().en(),
                prose.goal().en(),
                scenario.parameters().stream()
                    .map(ScenarioPage::knob)
                    .collect(Collectors.joining(", "))));
    if (!scenario.after().isEmpty()) {
      page.append("\nAfter: %s.\n".formatted(String.join(", ", scenario.after())));
    }
    page.append(
        "\nConcepts: %s.\n"
            .formatted(prose.concepts().stream().map(Text::en).collect(Collectors.joining(", "))));
    page.append("\n| variant | | findings | shows it | run |\n|---|---|---|---:|---:|\n");
    for (Variant variant : scenario.variants()) {
      Measured known = measured.get(scenario.id() + "/" + variant.id());
      page.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  Objects.requireNonNull(prose.variants().get(variant.id())).title().en(),
                  Boolean.TRUE.equals(variant.correct()) ? "right" : "wrong",
                  String.join(", ", variant.findings()),
                  known == null ? "–" : known.shown() + "/" + known.runs(),
                  known == null
                      ? "–"
                      : known.medianMillis() + ", " + known.longestMillis() + " ms"));
    }
  }

  private static String knob(Parameter parameter) {
    String unit = parameter.unit() == null ? "" : " " + parameter.unit();
    String range =
        switch (parameter.type()) {
          case INTEGER -> "%d to %d%s".formatted(parameter.min(), parameter.max(), unit);
          case BOOLEAN -> "on or off";
          case CHOICE -> String.join(", ", Objects.requireNonNull(parameter.choices()));
        };
    return "`%s` %s (%s)".formatted(parameter.name(), parameter.defaultValue(), range);
  }
}
