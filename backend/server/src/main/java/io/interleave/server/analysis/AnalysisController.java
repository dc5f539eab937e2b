package io.interleave.server.analysis;

import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.story.Facts;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.problem.Problem;
import io.interleave.server.problem.Work;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(path = "/api/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Analysis")
class AnalysisController {

  private final RunStore store;
  private final Analyses analyses;
  private final Scenarios scenarios;

  AnalysisController(RunStore store, Analyses analyses, Scenarios scenarios) {
    this.store = store;
    this.analyses = analyses;
    this.scenarios = scenarios;
  }

  @GetMapping("/findings")
  @Operation(
      summary = "What was found in a run so far",
      description = "See docs/trace-format.md, Finding.")
  Mono<ResponseEntity<List<FindingView>>> findings(@PathVariable String id) {
    return answer(id, (analysed, _) -> analysed.findings().stream().map(FindingView::of).toList());
  }

  @GetMapping("/waits/{seq}")
  @Operation(
      summary = "Why a thread waited",
      description =
          "seq is the event that began the wait, the one that ended it, or one of its thread in between. 404 if it is no part of a wait. See docs/trace-format.md, Cause of a wait.")
  Mono<ResponseEntity<WaitView>> wait(@PathVariable String id, @PathVariable int seq) {
    return answer(
        id,
        (analysed, end) -> {
          Trace trace = analysed.trace();
          if (seq < 1 || seq > trace.size()) {
            throw Problem.notFound(
                new Text(
                        "Run '%s' has events 1 to %d, and no event %d.",
                        "运行“%s”有事件 1 到 %d，没有事件 %d。")
                    .with(id, trace.size(), seq));
          }
          return analysed
              .wait(seq, end)
              .map(wait -> WaitView.of(wait, trace))
              .orElseThrow(
                  () ->
                      Problem.notFound(
                          new Text("Event %d, %s, is no part of a wait.", "事件 %d（%s）不属于任何等待。")
                              .with(seq, trace.kind(seq).word())));
        });
  }

  @GetMapping("/stats")
  @Operation(
      summary = "How much threads waited for what, and because of whom",
      description =
          "In the whole run, or from one moment to before another. See docs/trace-format.md, Statistics.")
  Mono<ResponseEntity<StatisticsView>> statistics(
      @PathVariable String id,
      @Parameter(description = "Nanoseconds since the run began; 0 if absent")
          @RequestParam(defaultValue = "0")
          long from,
      @Parameter(description = "Nanoseconds since the run began; the run's end if absent")
          @RequestParam(required = false)
          @Nullable Long to) {
    if (from < 0) {
      throw Problem.invalid(
          "from", new Text("'from' is 0 or more, not %d.", "“from”不小于 0，不是 %d。").with(from));
    }
    if (to != null && to <= from) {
      throw Problem.invalid(
          "to",
          new Text("'to' is more than 'from', %d, not %d.", "“to”大于“from”（%d），不是 %d。")
              .with(from, to));
    }
    return answer(
        id,
        (analysed, end) ->
            StatisticsView.of(analysed.statistics(from, to == null ? Long.MAX_VALUE : to, end)));
  }

  @GetMapping("/critical-path")
  @Operation(
      summary = "The chain of running and waiting that determined how long a run took",
      description = "See docs/trace-format.md, Critical path.")
  Mono<ResponseEntity<CriticalPathView>> criticalPath(@PathVariable String id) {
    return answer(id, (analysed, _) -> CriticalPathView.of(analysed.criticalPath()));
  }

  @GetMapping("/account")
  @Operation(
      summary = "What happened in a finished run, and the answers to its scenario's questions",
      description =
          "Sentences from the trace, each with the event that it is about. 409 while the run goes on.")
  Mono<ResponseEntity<AccountView>> account(@PathVariable String id) {
    Run run = store.get(id);
    Scenario scenario =
        scenarios.find(run.scenario()).orElseThrow(() -> Problem.noScenario(run.scenario()));
    if (run.ended() == null) {
      throw Problem.conflict(new Text("Run '%s' still goes on.", "运行“%s”还在进行。").with(id));
    }
    return answer(
        id,
        (analysed, end) ->
            AccountView.of(
                scenario.account(
                    new Facts(
                        analysed.trace(), analysed.findings(), Extent.timing(run.mode()), end))));
  }

  /** Answers from the trace so far and its end, on a thread that may take its time. */
  private <T> Mono<ResponseEntity<T>> answer(String id, BiFunction<Analysed, Long, T> question) {
    return Work.of(
        () -> {
          FrameLog log = store.log(id);
          Run run = store.get(id);
          T answer =
              analyses.ask(
                  log,
                  Extent.timing(run.mode()),
                  analysed -> question.apply(analysed, analysed.end(run.durationNanos())));
          return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
        });
  }
}
