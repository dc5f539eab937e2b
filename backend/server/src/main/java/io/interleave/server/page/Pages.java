package io.interleave.server.page;

import io.interleave.engine.event.Text;
import io.interleave.server.catalogue.ScenarioView;
import io.interleave.server.catalogue.ScenarioView.VariantView;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.config.Language;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.Run;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Fills the models of the pages. */
@Component
public class Pages {

  private final Assets assets;
  private final Scenarios scenarios;
  private final JsonMapper json;

  Pages(Assets assets, Scenarios scenarios, JsonMapper json) {
    this.assets = assets;
    this.scenarios = scenarios;
    this.json = json;
  }

  /** The page of a template, with what every page has. */
  public Rendering.Builder<?> page(String template, ServerHttpRequest request) {
    return page(template, request, Map.of());
  }

  /** The same, with data for the page's script beside what every page has. */
  Rendering.Builder<?> page(
      String template, ServerHttpRequest request, Map<String, ? extends @Nullable Object> data) {
    return Rendering.view(template).model(model(template, request, data));
  }

  Map<String, Object> model(
      String template, ServerHttpRequest request, Map<String, ? extends @Nullable Object> data) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("page", template);
    all.putAll(data);
    String baseUrl =
        UriComponentsBuilder.fromUri(request.getURI())
            .replacePath(null)
            .replaceQuery(null)
            .fragment(null)
            .toUriString();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("assets", assets);
    model.put("baseUrl", baseUrl);
    model.put("pageData", ScriptJson.escape(json.writeValueAsString(all)));
    model.put("languages", LanguageLink.of(request.getURI()));
    Language.chosen(request).ifPresent(chosen -> model.put("lang", chosen.code()));
    return model;
  }

  /**
   * What a page about a scenario shows.
   *
   * @param variant null for the first
   * @param run the run to show at once, or null
   */
  public record Shown(String scenario, @Nullable String variant, @Nullable Run run) {}

  /** A page about a scenario. */
  Rendering scenario(String template, ServerHttpRequest request, Locale locale, Shown shown) {
    return scenario(template, request, locale, shown, Map.of());
  }

  /** The same, with more data for the page's script. */
  public Rendering scenario(
      String template,
      ServerHttpRequest request,
      Locale locale,
      Shown shown,
      Map<String, String> more) {
    Run run = shown.run();
    ScenarioView scenario =
        scenarios
            .view(shown.scenario(), locale)
            .orElseThrow(() -> Problem.noScenario(shown.scenario()));
    VariantView variant = variant(scenario, shown.variant());
    Map<String, @Nullable Object> data = new LinkedHashMap<>(more);
    data.put("scenario", scenario);
    data.put("variant", variant.id());
    data.put("run", run);
    Rendering.Builder<?> page =
        page(template, request, data)
            .modelAttribute("scenario", scenario)
            .modelAttribute("variant", variant);
    if (run != null) {
      page.modelAttribute("run", run);
    }
    return page.build();
  }

  private static VariantView variant(ScenarioView scenario, @Nullable String id) {
    if (id == null) {
      return scenario.variants().getFirst();
    }
    return scenario
        .variant(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    new Text("'%s' has no variant '%s'.", "“%s”没有变体“%s”。")
                        .with(scenario.id(), id)));
  }
}
