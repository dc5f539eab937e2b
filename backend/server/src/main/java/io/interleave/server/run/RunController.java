package io.interleave.server.run;

import io.interleave.engine.event.Text;
import io.interleave.server.access.Embeds;
import io.interleave.server.client.Caller;
import io.interleave.server.client.ClientRate;
import io.interleave.server.problem.Problem;
import io.interleave.server.problem.Work;
import io.interleave.server.store.Listed;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.store.Samples;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/runs")
@Tag(name = "Runs")
class RunController {

  private static final int MOST_LISTED = 500;

  private final Runs runs;
  private final RunStore store;
  private final Samples samples;
  private final ClientRate rate;

  RunController(Runs runs, RunStore store, Samples samples, ClientRate rate) {
    this.runs = runs;
    this.store = store;
    this.samples = samples;
    this.rate = rate;
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Start a run",
      description =
          "201 with status running or queued, and Interleave-Client, with which it can be cancelled. 400 with the name of the field that is wrong; 429 to a client that has its share, 503 and 507, with Retry-After; then nothing was started, and nothing is counted.")
  Mono<ResponseEntity<Run>> start(
      @RequestBody RunRequest request,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller,
      @Parameter(hidden = true) ServerWebExchange exchange) {
    return Work.of( // it writes files
        () -> {
          Embeds.checkShows(exchange, request.scenario());
          Run run = rate.charge(caller.client(), () -> runs.submit(caller, request));
          return ResponseEntity.created(URI.create("/api/runs/" + run.id()))
              .header(Caller.HEADER, caller.answer())
              .body(run);
        });
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "How far a run is, or how it ended")
  ResponseEntity<Run> get(@PathVariable String id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(store.get(id));
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Runs, the newest first",
      description =
          "Behind those of one scenario come the samples that show its variants; superseded samples are in no list. A run whose files are damaged is in the list of all with the status 'damaged' and a reason, and whatever is asked of it is answered by 410.")
  ResponseEntity<List<Listed>> list(
      @RequestParam(required = false) @Nullable String scenario,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST_LISTED) {
      throw Problem.invalid(
          "limit",
          new Text("'limit' is 1 to %d, not %d.", "“limit”是 1 到 %d，不是 %d。")
              .with(MOST_LISTED, limit));
    }
    List<Listed> listed =
        scenario == null
            ? store.newest(limit)
            : Stream.<Listed>concat(
                    store.newest(scenario, limit).stream(), samples.runs(scenario).stream())
                .limit(limit)
                .toList();
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(listed);
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Cancel a run",
      description =
          "With the Interleave-Client that its start was answered with; 403 without. 204 also if it has ended, which then changes nothing.")
  Mono<ResponseEntity<Void>> cancel(
      @PathVariable String id,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return Work.of(
        () -> {
          runs.cancel(caller, store.get(id).id());
          return ResponseEntity.noContent().<Void>build();
        });
  }
}
