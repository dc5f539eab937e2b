package io.interleave.server.catalogue;

import io.interleave.scenario.Once;
import io.interleave.server.config.Language;
import io.interleave.server.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
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
  private final Map<Language, Once<Answer>> answers = new EnumMap<>(Language.class);

  /**
   * The whole catalogue in a language. It changes with the server's version only, so that it is
   * written once, and one tag stands for all of it.
   */
  private record Answer(String all, String etag) {

    static Answer of(List<ScenarioView> views, JsonMapper json) {
      String all = json.writeValueAsString(views);
      String digest = DigestUtils.md5DigestAsHex(all.getBytes(StandardCharsets.UTF_8));
      return new Answer(all, '"' + digest + '"');
    }
  }

  CatalogueController(Scenarios scenarios, JsonMapper json) {
    this.scenarios = scenarios;
    for (Language language : Language.values()) {
      answers.put(language, Once.of(() -> Answer.of(scenarios.views(language.locale()), json)));
    }
  }

  @GetMapping
  @Operation(summary = "All scenarios, with their parameters, variants and listings")
  @Parameter(name = "lang", in = ParameterIn.QUERY, description = LANG)
  @ApiResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = ScenarioView.class))))
  ResponseEntity<String> list(Locale locale) {
    return cached(answer(locale).all(), locale);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One scenario")
  @Parameter(name = "lang", in = ParameterIn.QUERY, description = LANG)
  ResponseEntity<ScenarioView> get(@PathVariable String id, Locale locale) {
    return cached(scenarios.view(id, locale).orElseThrow(() -> Problem.noScenario(id)), locale);
  }

  private <T> ResponseEntity<T> cached(T body, Locale locale) {
    return ResponseEntity.ok()
        .eTag(answer(locale).etag())
        .cacheControl(CacheControl.noCache())
        .headers(headers -> headers.setContentLanguage(locale))
        .body(body);
  }

  private Answer answer(Locale locale) {
    return Objects.requireNonNull(answers.get(Language.of(locale))).get();
  }
}
