package io.interleave.server.session;

import io.interleave.server.client.Caller;
import io.interleave.server.client.ClientRate;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/sessions")
@Tag(name = "Sessions")
class SessionController {

  private final Sessions sessions;
  private final ClientRate rate;

  SessionController(Sessions sessions, ClientRate rate) {
    this.sessions = sessions;
    this.rate = rate;
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Be the scheduler of a program",
      description =
          "201, and Interleave-Client, with which it can be closed. 400 with the name of the field that is wrong; 429 to a client that has its share, and 503, with Retry-After; then nothing is counted. See docs/controlled.md.")
  Mono<ResponseEntity<SessionView>> open(
      @RequestBody SessionRequest request,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return rate.chargeLater(caller.client(), sessions.open(caller, request))
        .map(
            view ->
                ResponseEntity.created(URI.create("/api/sessions/" + view.id()))
                    .header(Caller.HEADER, caller.answer())
                    .body(view));
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Where a session stands")
  Mono<ResponseEntity<SessionView>> get(
      @PathVariable String id,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return sessions.get(caller, id).map(SessionController::fresh);
  }

  @PostMapping(
      path = "/{id}/steps",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Choose who goes next, go back or forth, or look for a failure",
      description =
          "400 with the name of the field that is wrong, 429 to a client that has its share of requests, and 503, with Retry-After; then nothing has changed.")
  Mono<ResponseEntity<SessionView>> act(
      @PathVariable String id,
      @RequestBody SessionRequest.Step request,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    return sessions.act(caller, id, request).map(SessionController::fresh);
  }

  private static ResponseEntity<SessionView> fresh(SessionView view) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view);
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Close a session",
      description = "With the Interleave-Client that its opening was answered with; 403 without.")
  ResponseEntity<Void> close(
      @PathVariable String id,
      @Parameter(
              name = Caller.HEADER,
              in = ParameterIn.HEADER,
              description = Caller.DESCRIPTION,
              schema = @Schema(type = "string"))
          Caller caller) {
    sessions.close(caller, id);
    return ResponseEntity.noContent().build();
  }
}
