package io.interleave.server.catalogue;

import io.interleave.server.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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

  private final Scenarios scenarios;
  // The catalogue changes with the server's version only, so one tag stands for all of it.
  private final String etag;

  CatalogueController(Scenarios scenarios, JsonMapper json) {
    this.scenarios = scenarios;
    this.etag = '"' + DigestUtils.md5DigestAsHex(json.writeValueAsBytes(scenarios.views())) + '"';
  }

  @GetMapping
  @Operation(summary = "All scenarios, with their parameters, variants and listings")
  ResponseEntity<List<ScenarioView>> list() {
    return cached(scenarios.views());
  }

  @GetMapping("/{id}")
  @Operation(summary = "One scenario")
  ResponseEntity<ScenarioView> get(@PathVariable String id) {
    return cached(
        scenarios
            .view(id)
            .orElseThrow(() -> Problem.notFound("There is no scenario '" + id + "'.")));
  }

  private <T> ResponseEntity<T> cached(T body) {
    return ResponseEntity.ok().eTag(etag).cacheControl(CacheControl.noCache()).body(body);
  }
}
