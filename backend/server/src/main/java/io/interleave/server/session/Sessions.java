package io.interleave.server.session;

import io.interleave.engine.event.Text;
import io.interleave.engine.run.Limits;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.catalogue.Subject;
import io.interleave.server.client.Caller;
import io.interleave.server.client.Latest;
import io.interleave.server.client.Shares;
import io.interleave.server.client.Token;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.run.Fields;
import io.interleave.server.run.Ids;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The sessions that are open, and what is asked of them. Thread-safe. */
@Component
public class Sessions {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** A session, and who may close it. */
  private record Seat(Session session, Token owner) {}

  private final Scenarios scenarios;
  private final InterleaveProperties.Session properties;
  private final Limits limits;
  private final int steps;
  private final JsonMapper json;
  private final Ids ids = new Ids();
  private final Latest<Seat> open;
  // A place for each request that waits or is worked on.
  private final Shares places;
  private final Workers workers;

  Sessions(Scenarios scenarios, InterleaveProperties all, JsonMapper json) {
    this.scenarios = scenarios;
    this.properties = all.session();
    this.limits =
        new Limits(
            all.limits().eventsPerRun(), all.limits().threadsPerRun(), properties.requestTime());
    this.steps = all.limits().stepsPerRun();
    this.json = json;
    int clientsPerAddress = all.limits().clientsPerAddress();
    this.open = new Latest<>(properties.open(), properties.expiry(), clientsPerAddress, _ -> {});
    this.places =
        new Shares(
            new Shares.Bounds(
                properties.concurrent() + properties.queueLength(),
                properties.requestsPerClient(),
                clientsPerAddress),
            new Shares.Refusal(
                new Text("Too many people are choosing steps just now.", "现在选择步骤的人太多了。"),
                new Text(
                    "One client may have %d requests to sessions under way.",
                    "一个客户端最多可以同时有 %d 个会话请求。"),
                RETRY_AFTER));
    this.workers = new Workers(properties.concurrent(), clientsPerAddress);
  }

  /** Opens a session; a {@link Problem} if the request is wrong. */
  Mono<SessionView> open(Caller caller, SessionRequest request) {
    return work(
        caller,
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
          open.put(session.id(), caller.client(), new Seat(session, caller.token()));
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
  Mono<SessionView> get(Caller caller, String id) {
    return work(caller, () -> find(id).session().view());
  }

  /** Does something in a session. */
  Mono<SessionView> act(Caller caller, String id, SessionRequest.Step step) {
    return work(caller, () -> find(id).session().act(step));
  }

  /**
   * Closes a session.
   *
   * @throws Problem if it is somebody else's
   */
  void close(Caller caller, String id) {
    caller.checkIs(find(id).owner());
    open.remove(id);
  }

  private Seat find(String id) {
    return open.find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    new Text("There is no session '%s', or not any more.", "没有会话“%s”，或者它已经不在了。")
                        .with(id)));
  }

  private Mono<SessionView> work(Caller caller, Callable<SessionView> task) {
    return Mono.using(
            () -> places.take(caller.client()),
            _ -> workers.work(caller.client(), task),
            Shares.Place::giveBack)
        .onErrorMap(StalledException.class, e -> Problem.conflict(e.text()));
  }

  /** How many are open. */
  public int count() {
    return open.count();
  }

  /** How many requests were refused since the start because too many waited. */
  public long refused() {
    return places.refused();
  }

  @PreDestroy
  void stop() {
    workers.stop();
  }
}
