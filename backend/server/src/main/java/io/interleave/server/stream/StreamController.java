package io.interleave.server.stream;

import io.interleave.server.client.Caller;
import io.interleave.server.client.Client;
import io.interleave.server.problem.Work;
import io.interleave.server.store.Recordings;
import io.interleave.server.store.RunStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Runs")
class StreamController {

  private final RunStore store;
  private final Recordings recordings;
  private final Viewers viewers;

  StreamController(RunStore store, Recordings recordings, Viewers viewers) {
    this.store = store;
    this.recordings = recordings;
    this.viewers = viewers;
  }

  @GetMapping(path = "/api/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "The run's stream: live while it runs, the same bytes again afterwards",
      description =
          "Four types of server-sent events: run, events (a batch), finding, end. See docs/trace-format.md. 429 to a client that has its share of streams, and 503, with Retry-After. The NAME of Interleave-Client may stand in the address instead, as client.")
  Mono<Void> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
      @Parameter(description = "The same as the header, for clients that cannot set it")
          @RequestParam(name = "lastEventId", required = false)
          @Nullable String parameter,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) ServerHttpResponse response) {
    String lastEventId = header != null ? header : parameter;
    // Reading a log may touch the disk.
    return Work.of(() -> Resume.after(lastEventId, store.log(id), recordings))
        .flatMap(start -> send(id, caller.client(), start, response));
  }

  private Mono<Void> send(
      String id, Client client, Optional<Viewer.Start> start, ServerHttpResponse response) {
    if (start.isEmpty()) {
      response.setStatusCode(HttpStatus.NO_CONTENT); // tells an EventSource to stop
      return response.setComplete();
    }
    response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
    response.getHeaders().setCacheControl(CacheControl.noStore());
    response.getHeaders().set("X-Accel-Buffering", "no"); // nginx would collect the frames
    return response.writeAndFlushWith(
        viewers
            .watch(client, store.log(id), start.get())
            .map(bytes -> Mono.just(response.bufferFactory().wrap(bytes))));
  }
}
