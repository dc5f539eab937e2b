package io.interleave.server.catalogue;

import io.interleave.scenario.Course;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Once;
import io.interleave.scenario.Scenario;
import io.interleave.server.config.Language;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The scenarios that this server offers, each described when somebody asks for it. Immutable. */
public final class Scenarios {

  private final List<Scenario> all;
  private final List<Course> courses;
  private final Map<Language, Map<String, Once<ScenarioView>>> views =
      new EnumMap<>(Language.class);

  /**
   * @param listing the listing of a source file that a variant names
   */
  public Scenarios(List<Scenario> all, List<Course> courses, Function<String, Listing> listing) {
    this.all = List.copyOf(all);
    this.courses = List.copyOf(courses);
    for (Language language : Language.values()) {
      Map<String, Once<ScenarioView>> ofLanguage = new LinkedHashMap<>();
      for (Scenario scenario : all) {
        ofLanguage.put(
            scenario.id(), Once.of(() -> ScenarioView.of(scenario, listing, language.locale())));
      }
      views.put(language, ofLanguage);
    }
  }

  public List<Scenario> all() {
    return all;
  }

  /** The ways through them that it suggests. */
  public List<Course> courses() {
    return courses;
  }

  /** All of them, for readers of a language. */
  public List<ScenarioView> views(Locale locale) {
    return in(locale).values().stream().map(Once::get).toList();
  }

  public Optional<Scenario> find(String id) {
    return all.stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }

  public Optional<ScenarioView> view(String id, Locale locale) {
    return Optional.ofNullable(in(locale).get(id)).map(Once::get);
  }

  private Map<String, Once<ScenarioView>> in(Locale locale) {
    return Objects.requireNonNull(views.get(Language.of(locale)));
  }
}
