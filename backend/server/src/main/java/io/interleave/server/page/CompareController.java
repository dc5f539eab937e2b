package io.interleave.server.page;

import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.ScenarioView.VariantView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.store.OutcomeView;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

/** Two recorded runs on one page. */
@Controller
class CompareController {

  /**
   * One of the two.
   *
   * @param name A or B
   * @param id what the address names; null if it names none
   * @param run null if there is none of that id
   * @param scenario null if the server no longer has it, as is the variant
   * @param outcome in a sentence; null if it has none
   */
  record Side(
      String name,
      @Nullable String id,
      @Nullable Run run,
      @Nullable ScenarioView scenario,
      @Nullable VariantView variant,
      @Nullable String outcome) {

    /** The address names a run that is not here. */
    public boolean missing() {
      return id != null && run == null;
    }
  }

  private final Pages pages;
  private final Scenarios scenarios;
  private final RunStore store;

  CompareController(Pages pages, Scenarios scenarios, RunStore store) {
    this.pages = pages;
    this.scenarios = scenarios;
    this.store = store;
  }

  /** A link may outlive one of its runs; the other is still worth showing. */
  @GetMapping("/compare")
  Rendering compare(
      @RequestParam(required = false) @Nullable String a,
      @RequestParam(required = false) @Nullable String b,
      ServerHttpRequest request,
      Locale locale) {
    Side one = side("A", a, locale);
    Side other = side("B", b, locale);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("a", data(one));
    data.put("b", data(other));
    return pages
        .page("compare", request, data)
        .modelAttribute("sides", Stream.of(one, other).filter(side -> side.run() != null).toList())
        .modelAttribute("missing", Stream.of(one, other).filter(Side::missing).toList())
        .build();
  }

  private Side side(String name, @Nullable String id, Locale locale) {
    String named = id == null || id.isBlank() ? null : id;
    Run run = Optional.ofNullable(named).flatMap(store::find).orElse(null);
    ScenarioView scenario =
        Optional.ofNullable(run)
            .flatMap(found -> scenarios.view(found.scenario(), locale))
            .orElse(null);
    VariantView variant =
        scenario == null
            ? null
            : scenario.variant(Objects.requireNonNull(run).variant()).orElse(null);
    OutcomeView outcome = run == null ? null : run.outcome();
    return new Side(
        name, named, run, scenario, variant, outcome == null ? null : outcome.in(locale));
  }

  private static @Nullable Map<String, @Nullable Object> data(Side side) {
    if (side.run() == null) {
      return null;
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("run", side.run());
    data.put("scenario", side.scenario());
    return data;
  }
}
