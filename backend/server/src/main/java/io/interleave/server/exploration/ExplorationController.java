package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.server.client.Caller;
import io.interleave.server.client.ClientRate;
import io.interleave.server.exploration.ExplorationRequest.Resume;
import io.interleave.server.problem.Problem;
import io.interleave.server.stream.Viewers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
@RequestMapping("/api/explorations")
@Tag(name = "Explorations")
class ExplorationController {

  private static final Duration PACE = Duration.ofMillis(300);

  private final Explorations explorations;
  private final ClientRate rate;
  private final Viewers viewers;

  ExplorationController(Explorations explorations, ClientRate rate, Viewers viewers) {
    this.explorations = explorations;
    this.rate = rate;
    this.viewers = viewers;
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Search the schedules of a program",
      description =
          "201 with status running or queued, and Interleave-Client, with which it can be cancelled and resumed. 400 with the name of the field that is wrong; 429 to a client that has its share, and 503, with Retry-After; then nothing was started, and nothing is counted. See docs/controlled.md.")
  Mono<ResponseEntity<ExplorationView>> start(
      @RequestBody ExplorationRequest request,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return Mono.fromCallable(
            () -> {
              Job job = rate.charge(caller.client(), () -> explorations.submit(caller, request));
              return ResponseEntity.created(URI.create("/api/explorations/" + job.id))
                  .header(Caller.HEADER, caller.answer())
                  .body(job.view());
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "How far an exploration is, or what came of it")
  ResponseEntity<ExplorationView> get(@PathVariable String id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(find(id).view());
  }

  @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "An exploration as it goes on",
      description =
          "Server-sent events: progress, some times a second, and a last one, end; each with the exploration. 429 to a client that has its share of streams, and 503, with Retry-After. The NAME of Interleave-Client may stand in the address instead, as client.")
  ResponseEntity<Flux<ServerSentEvent<ExplorationView>>> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
      @Parameter(description = "The same as the header, for clients that cannot set it")
          @RequestParam(name = "lastEventId", required = false)
          @Nullable String parameter,
      @Parameter(hidden = true) Caller caller) {
    Job job = find(id);
    String lastEventId = header != null ? header : parameter;
    if (job.isOver() && endId(job).equals(lastEventId)) {
      return ResponseEntity.status(HttpStatus.NO_CONTENT).build(); // tells an EventSource to stop
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header("X-Accel-Buffering", "no") // nginx would collect the events
        .body(viewers.admit(caller.client(), follow(job)));
  }

  private static Flux<ServerSentEvent<ExplorationView>> follow(Job job) {
    CompletableFuture<Void> over = job.over();
    return Flux.interval(Duration.ZERO, PACE)
        .onBackpressureDrop()
        .takeUntilOther(Mono.fromFuture(over, true))
        .map(_ -> ServerSentEvent.builder(job.view()).event("progress").build())
        .concatWith(
            Mono.fromSupplier(
                () -> ServerSentEvent.builder(job.view()).event("end").id(endId(job)).build()));
  }

  private static String endId(Job job) {
    return "end." + job.turn();
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Cancel an exploration",
      description =
          "With the Interleave-Client that its start was answered with; 403 without. 204 also if it is over, which then changes nothing.")
  ResponseEntity<Void> cancel(
      @PathVariable String id,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    explorations.cancel(caller, find(id));
    return ResponseEntity.noContent().build();
  }

  @PostMapping(
      path = "/{id}/resume",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Go on with an exploration that stopped at a bound or was cancelled",
      description =
          "With a fresh allowance of executions and time, and the Interleave-Client that its start was answered with; 403 without. 409 if it is under way, or cannot go on.")
  Mono<ResponseEntity<ExplorationView>> resume(
      @PathVariable String id,
      @RequestBody Resume request,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return Mono.fromCallable(
            () -> {
              Job job = find(id);
              return ResponseEntity.ok(
                  rate.charge(
                          caller.client(), () -> explorations.resume(caller, job, request.bounds()))
                      .view());
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Job find(String id) {
    return explorations
        .find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    new Text("There is no exploration '%s', or not any more.", "没有探索“%s”，或者它已经不在了。")
                        .with(id)));
  }
}
