package io.interleave.server.page;

import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

@Controller
class PageController {

  /** The scenarios under one heading of the catalogue. */
  record Topic(String title, List<ScenarioView> scenarios) {}

  private final Pages pages;
  private final Scenarios scenarios;
  private final RunStore store;

  PageController(Pages pages, Scenarios scenarios, RunStore store) {
    this.pages = pages;
    this.scenarios = scenarios;
    this.store = store;
  }

  @GetMapping("/")
  Rendering catalogue(ServerHttpRequest request, Locale locale) {
    return pages.page("catalogue", request).modelAttribute("topics", topics(locale)).build();
  }

  private List<Topic> topics(Locale locale) {
    Map<String, List<ScenarioView>> byTopic = new LinkedHashMap<>();
    for (ScenarioView scenario : scenarios.views(locale)) {
      byTopic
          .computeIfAbsent(scenario.topic(), _ -> new ArrayList<>())
          .add(scenario.withPicture(picture(scenario)));
    }
    return byTopic.entrySet().stream()
        .map(topic -> new Topic(topic.getKey(), topic.getValue()))
        .toList();
  }

  /** The first variant's, which is the one that a scenario is about. */
  private @Nullable String picture(ScenarioView scenario) {
    return scenario.variants().stream()
        .map(variant -> store.sample(scenario.id(), variant.id()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(run -> "/api/runs/" + run.id() + "/picture.svg")
        .orElse(null);
  }

  @GetMapping("/scenarios/{id}")
  Rendering lab(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String variant,
      @RequestParam(required = false) @Nullable String run,
      ServerHttpRequest request,
      Locale locale) {
    // A link may outlive its run; the scenario is still worth showing.
    Run recorded =
        Optional.ofNullable(run)
            .flatMap(store::find)
            .filter(found -> found.scenario().equals(id))
            .orElse(null);
    String chosen = variant != null ? variant : recorded != null ? recorded.variant() : null;
    return pages.scenario("lab", request, locale, id, chosen, recorded);
  }

  @GetMapping("/runs/{id}")
  Rendering run(@PathVariable String id, ServerHttpRequest request, Locale locale) {
    Run run = store.find(id).orElseThrow(() -> Problem.noRun(id));
    return pages.scenario("run", request, locale, run.scenario(), run.variant(), run);
  }

  @GetMapping("/open")
  Rendering open(ServerHttpRequest request) {
    return pages.page("open", request).build();
  }

  @GetMapping("/guide")
  Rendering guide(ServerHttpRequest request) {
    return pages.page("guide", request).build();
  }
}
