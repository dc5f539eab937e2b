package io.interleave.server.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interleave.engine.event.Trace;
import io.interleave.server.page.StandalonePage;
import io.interleave.server.problem.Work;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Recordings;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.interleave.server.store.Samples;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/runs/{id}")
@Tag(name = "Runs")
class TraceController {

  // A run that has ended never changes again.
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

  /** A sample's address is its content; what that is sent as is the server's, and may change. */
  private static final CacheControl SAMPLE =
      CacheControl.maxAge(Duration.ofDays(1)).cachePublic().immutable();

  private final RunStore store;
  private final Samples samples;
  private final Recordings recordings;
  private final StandalonePage standalone;
  private final JsonMapper json;
  private final Cache<FrameLog, String> pictures =
      Caffeine.newBuilder().weakKeys().maximumSize(200).build();

  TraceController(
      RunStore store,
      Samples samples,
      Recordings recordings,
      StandalonePage standalone,
      JsonMapper json) {
    this.store = store;
    this.samples = samples;
    this.recordings = recordings;
    this.standalone = standalone;
    this.json = json;
  }

  @GetMapping(path = "/trace", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "The run's trace so far, by Accept: compact JSON or NDJSON",
      description = "See docs/trace-format.md.")
  Mono<Void> compact(
      @PathVariable String id, @Parameter(hidden = true) ServerHttpResponse response) {
    return send(
        response,
        MediaType.APPLICATION_JSON,
        caching(id, response),
        () -> CompactJson.of(runJson(id), log(id)));
  }

  @GetMapping(path = "/trace", produces = MediaType.APPLICATION_NDJSON_VALUE)
  @Operation(
      summary = "The run's trace so far, by Accept: compact JSON or NDJSON",
      description = "See docs/trace-format.md.")
  Mono<Void> ndjson(
      @PathVariable String id, @Parameter(hidden = true) ServerHttpResponse response) {
    return send(
        response,
        MediaType.APPLICATION_NDJSON,
        caching(id, response),
        () -> NdjsonExport.of(runJson(id), recordings.of(log(id))));
  }

  @GetMapping(path = "/trace.perfetto.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "The run's trace so far in the Trace Event Format, for ui.perfetto.dev",
      description = "See docs/trace-format.md.")
  Mono<Void> perfetto(
      @PathVariable String id, @Parameter(hidden = true) ServerHttpResponse response) {
    return send(
        response,
        MediaType.APPLICATION_JSON,
        CacheControl.noStore(),
        () -> PerfettoExport.of(run(id), recordings.of(log(id))));
  }

  @GetMapping(path = "/trace.html", produces = MediaType.TEXT_HTML_VALUE)
  @Operation(
      summary = "The run's trace so far in a page that shows it without any server",
      description = "A file to be saved: it opens by itself, and asks nobody for anything.")
  Mono<Void> page(
      @PathVariable String id,
      @Parameter(hidden = true) Locale locale,
      @Parameter(hidden = true) ServerHttpRequest request,
      @Parameter(hidden = true) ServerHttpResponse response) {
    String address =
        UriComponentsBuilder.fromUri(request.getURI())
            .replacePath("/runs/" + id)
            .replaceQuery(null)
            .toUriString();
    return send(
        response,
        new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
        CacheControl.noStore(),
        () -> {
          Run run = run(id);
          response.getHeaders().setContentDisposition(attachment(run));
          return standalone.of(run, address, CompactJson.of(runJson(id), log(id)), locale);
        });
  }

  private static ContentDisposition attachment(Run run) {
    return ContentDisposition.attachment()
        .filename(run.scenario() + "-" + run.variant() + "-" + run.id() + ".html")
        .build();
  }

  @GetMapping(path = "/picture.svg", produces = "image/svg+xml")
  @Operation(summary = "A small picture of what the run's threads did")
  Mono<ResponseEntity<String>> picture(@PathVariable String id) {
    return Work.of(
        () -> {
          FrameLog log = log(id);
          boolean complete = log.isComplete();
          return ResponseEntity.ok()
              .cacheControl(complete ? FOR_EVER : CacheControl.noStore())
              .body(complete ? pictures.get(log, key -> draw(id, key)) : draw(id, log));
        });
  }

  private String draw(String id, FrameLog log) {
    Trace trace = recordings.of(log).trace();
    Long duration = run(id).durationNanos();
    long last = IntStream.rangeClosed(1, trace.size()).mapToLong(trace::t).max().orElse(1);
    // A deadlock stands until the run was ended, long after its last event.
    return Picture.of(trace, duration == null ? last : Math.max(last, duration));
  }

  private CacheControl caching(String id, ServerHttpResponse response) {
    if (samples.find(id).isEmpty()) {
      return CacheControl.noStore();
    }
    response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return SAMPLE;
  }

  private Run run(String id) {
    return store.get(id);
  }

  private String runJson(String id) {
    return json.writeValueAsString(run(id));
  }

  private FrameLog log(String id) {
    return store.log(id);
  }

  /** Writes pieces as the client takes them, on a thread that may read files. */
  private static Mono<Void> send(
      ServerHttpResponse response,
      MediaType type,
      CacheControl caching,
      Supplier<Flux<String>> pieces) {
    return Work.of(pieces::get)
        .flatMap(
            document -> {
              response.getHeaders().setContentType(type);
              response.getHeaders().setCacheControl(caching);
              return response.writeWith(
                  document
                      .map(
                          piece ->
                              response.bufferFactory().wrap(piece.getBytes(StandardCharsets.UTF_8)))
                      .subscribeOn(Schedulers.boundedElastic()));
            });
  }
}
