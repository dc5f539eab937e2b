package io.interleave.server.page;

import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.store.Sample;
import io.interleave.server.store.Samples;
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

  /** A scenario, and the sample of its first variant, which is the one that it is about. */
  record Card(ScenarioView scenario, @Nullable Sample sample) {}

  /** The scenarios under one heading of the catalogue. */
  record Topic(String title, List<Card> cards) {}

  private final Pages pages;
  private final Scenarios scenarios;
  private final RunStore store;
  private final Samples samples;

  PageController(Pages pages, Scenarios scenarios, RunStore store, Samples samples) {
    this.pages = pages;
    this.scenarios = scenarios;
    this.store = store;
    this.samples = samples;
  }

  @GetMapping("/")
  Rendering catalogue(ServerHttpRequest request, Locale locale) {
    return pages.page("catalogue", request).modelAttribute("topics", topics(locale)).build();
  }

  private List<Topic> topics(Locale locale) {
    Map<String, List<Card>> byTopic = new LinkedHashMap<>();
    for (ScenarioView scenario : scenarios.views(locale)) {
      byTopic.computeIfAbsent(scenario.topic(), _ -> new ArrayList<>()).add(card(scenario));
    }
    return byTopic.entrySet().stream()
        .map(topic -> new Topic(topic.getKey(), topic.getValue()))
        .toList();
  }

  private Card card(ScenarioView scenario) {
    String variant = scenario.variants().getFirst().id();
    return new Card(scenario, samples.of(scenario.id(), variant).orElse(null));
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
    return pages.scenario("lab", request, locale, new Pages.Shown(id, chosen, recorded));
  }

  @GetMapping("/runs/{id}")
  Rendering run(@PathVariable String id, ServerHttpRequest request, Locale locale) {
    Run run = store.get(id);
    return pages.scenario(
        "run", request, locale, new Pages.Shown(run.scenario(), run.variant(), run));
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
