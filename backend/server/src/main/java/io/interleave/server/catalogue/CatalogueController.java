package io.interleave.server.catalogue;

import io.interleave.server.config.Language;
import io.interleave.server.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping(path = "/api/scenarios", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Scenarios")
class CatalogueController {

  private static final String LANG = "en or zh; without it, what Accept-Language prefers";

  private final Scenarios scenarios;
  // The catalogue changes with the server's version only: one tag stands for all of it in a
  // language.
  private final Map<Language, String> etags = new EnumMap<>(Language.class);

  CatalogueController(Scenarios scenarios, JsonMapper json) {
    this.scenarios = scenarios;
    for (Language language : Language.values()) {
      byte[] all = json.writeValueAsBytes(scenarios.views(language.locale()));
      etags.put(language, '"' + DigestUtils.md5DigestAsHex(all) + '"');
    }
  }

  @GetMapping
  @Operation(summary = "All scenarios, with their parameters, variants and listings")
  @Parameter(name = "lang", in = ParameterIn.QUERY, description = LANG)
  ResponseEntity<List<ScenarioView>> list(Locale locale) {
    return cached(scenarios.views(locale), locale);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One scenario")
  @Parameter(name = "lang", in = ParameterIn.QUERY, description = LANG)
  ResponseEntity<ScenarioView> get(@PathVariable String id, Locale locale) {
    return cached(scenarios.view(id, locale).orElseThrow(() -> Problem.noScenario(id)), locale);
  }

  private <T> ResponseEntity<T> cached(T body, Locale locale) {
    return ResponseEntity.ok()
        .eTag(Objects.requireNonNull(etags.get(Language.of(locale))))
        .cacheControl(CacheControl.noCache())
        .headers(headers -> headers.setContentLanguage(locale))
        .body(body);
  }
}
