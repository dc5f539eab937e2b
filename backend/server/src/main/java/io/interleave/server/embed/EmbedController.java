package io.interleave.server.embed;

import io.interleave.server.access.Embeds;
import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.page.Pages;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.store.Samples;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

@Controller
@RequestMapping("/embed")
class EmbedController {

  private final Pages pages;
  private final Scenarios scenarios;
  private final RunStore store;
  private final Samples samples;
  private final Embeds embeds;

  EmbedController(
      Pages pages, Scenarios scenarios, RunStore store, Samples samples, Embeds embeds) {
    this.pages = pages;
    this.scenarios = scenarios;
    this.store = store;
    this.samples = samples;
    this.embeds = embeds;
  }

  /** A scenario with its sample run, so that there is something to see at once. */
  @GetMapping("/scenarios/{id}")
  Rendering scenario(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String variant,
      ServerHttpRequest request,
      Locale locale) {
    ScenarioView scenario = scenarios.view(id, locale).orElseThrow(() -> Problem.noScenario(id));
    String chosen = variant != null ? variant : scenario.variants().getFirst().id();
    return page(request, locale, id, chosen, samples.run(id, chosen).orElse(null));
  }

  @GetMapping("/runs/{id}")
  Rendering run(@PathVariable String id, ServerHttpRequest request, Locale locale) {
    Run run = store.get(id);
    return page(request, locale, run.scenario(), run.variant(), run);
  }

  private Rendering page(
      ServerHttpRequest request,
      Locale locale,
      String scenario,
      String variant,
      @Nullable Run run) {
    return pages.scenario(
        "embed",
        request,
        locale,
        new Pages.Shown(scenario, variant, run),
        Map.of("ticket", embeds.ticket(scenario)));
  }
}
