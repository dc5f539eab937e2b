package io.interleave.server.catalogue;

import io.interleave.scenario.Course;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Scenario;
import io.interleave.server.config.Language;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The scenarios that this server offers. Immutable. */
public final class Scenarios {

  private final List<Scenario> all;
  private final List<Course> courses;
  private final Map<Language, List<ScenarioView>> views = new EnumMap<>(Language.class);

  /**
   * @param listing the listing of a source file that a variant names
   */
  public Scenarios(List<Scenario> all, List<Course> courses, Function<String, Listing> listing) {
    this.all = List.copyOf(all);
    this.courses = List.copyOf(courses);
    for (Language language : Language.values()) {
      views.put(
          language,
          all.stream()
              .map(scenario -> ScenarioView.of(scenario, listing, language.locale()))
              .toList());
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
    return Objects.requireNonNull(views.get(Language.of(locale)));
  }

  public Optional<Scenario> find(String id) {
    return all.stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }

  public Optional<ScenarioView> view(String id, Locale locale) {
    return views(locale).stream().filter(view -> view.id().equals(id)).findFirst();
  }
}
