package io.interleave.server.catalogue;

import io.interleave.scenario.Listing;
import io.interleave.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The scenarios that this server offers. Immutable. */
public final class Scenarios {

  private final List<Scenario> all;
  private final List<ScenarioView> views;

  /**
   * @param listing the listing of a source file that a variant names
   */
  public Scenarios(List<Scenario> all, Function<String, Listing> listing) {
    this.all = List.copyOf(all);
    this.views = all.stream().map(scenario -> ScenarioView.of(scenario, listing)).toList();
  }

  public List<Scenario> all() {
    return all;
  }

  public List<ScenarioView> views() {
    return views;
  }

  public Optional<Scenario> find(String id) {
    return all.stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }

  public Optional<ScenarioView> view(String id) {
    return views.stream().filter(view -> view.id().equals(id)).findFirst();
  }
}
