package io.interleave.server.session;

import io.interleave.engine.event.Text;
import io.interleave.engine.run.Limits;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.catalogue.Subject;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Fields;
import io.interleave.server.run.Ids;
import io.interleave.server.run.Latest;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The sessions that are open, and the threads that work for them. Thread-safe. */
@Component
public class Sessions {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final int IDLE_SECONDS = 60;

  private final Scenarios scenarios;
  private final InterleaveProperties.Session properties;
  private final Limits limits;
  private final int steps;
  private final JsonMapper json;
  private final Ids ids = new Ids();
  private final LongAdder refused = new LongAdder();
  private final Latest<Session> open;
  // Few, because each request keeps a processor busy; and apart from those that touch files.
  private final Scheduler workers;

  Sessions(Scenarios scenarios, InterleaveProperties all, JsonMapper json) {
    this.scenarios = scenarios;
    this.properties = all.session();
    this.limits =
        new Limits(
            all.limits().eventsPerRun(), all.limits().threadsPerRun(), properties.requestTime());
    this.steps = all.limits().stepsPerRun();
    this.json = json;
    this.open = new Latest<>(properties.open(), properties.expiry(), _ -> {});
    this.workers =
        Schedulers.newBoundedElastic(
            properties.concurrent(),
            Math.ceilDiv(properties.queueLength(), properties.concurrent()),
            "sessions",
            IDLE_SECONDS,
            true);
  }

  /** Opens a session; a {@link Problem} if the request is wrong. */
  Mono<SessionView> open(SessionRequest request) {
    return work(
        () -> {
          Subject subject =
              Subject.small(scenarios, request.scenario(), request.variant(), request.parameters());
          Settings settings =
              Settings.DEFAULT
                  .withMemory(Fields.memory(request.memory(), subject.scenario()))
                  .withSteps(steps);
          Session session =
              new Session(
                  ids.next(),
                  subject,
                  settings,
                  schedule(request.schedule()),
                  limits,
                  properties.findTime(),
                  json);
          SessionView view = session.view();
          open.put(session.id(), session);
          return view;
        });
  }

  private Schedule schedule(@Nullable String text) {
    Schedule schedule = text == null ? Schedule.EMPTY : Fields.schedule(text);
    if (schedule.length() > steps) {
      throw Problem.invalid(
          "schedule",
          new Text("The schedule has %d steps, and a session at most %d.", "调度有 %d 步，而一次会话最多 %d 步。")
              .with(schedule.length(), steps));
    }
    return schedule;
  }

  /** Where a session stands. */
  Mono<SessionView> get(String id) {
    return work(() -> find(id).view());
  }

  /** Does something in a session. */
  Mono<SessionView> act(String id, SessionRequest.Step step) {
    return work(() -> find(id).act(step));
  }

  /** Closes a session. */
  void close(String id) {
    open.remove(find(id).id());
  }

  private Session find(String id) {
    return open.find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    new Text("There is no session '%s', or not any more.", "没有会话“%s”，或者它已经不在了。")
                        .with(id)));
  }

  private Mono<SessionView> work(Callable<SessionView> task) {
    return Mono.fromCallable(
            () -> {
              try {
                return task.call();
              } catch (StalledException e) {
                throw Problem.conflict(e.text());
              }
            })
        .subscribeOn(workers)
        .onErrorMap(RejectedExecutionException.class, _ -> full());
  }

  private Problem full() {
    refused.increment();
    return Problem.full(
        new Text("Too many people are choosing steps just now.", "现在选择步骤的人太多了。"), RETRY_AFTER);
  }

  /** How many are open. */
  public int count() {
    return open.count();
  }

  /** How many requests were refused since the start because too many waited. */
  public long refused() {
    return refused.sum();
  }

  @PreDestroy
  void stop() {
    workers.dispose();
  }
}
