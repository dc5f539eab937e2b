package io.interleave.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.schedule.Schedule;
import io.interleave.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RunApiTest {

  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
  }

  @Test
  void aRunIsWhatTraceFormatSays() {
    HttpResponse<String> created =
        server.post(
            """
            {"scenario":"counting","variant":"again","mode":"live","seed":7,"parameters":{"threads":3,"fair":true}}
            """);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode run = TestServer.JSON.readTree(created.body());
    String id = run.get("id").asString();
    assertThat(id).matches("[A-Za-z0-9_-]{12}");
    assertThat(created.headers().firstValue("Location")).contains("/api/runs/" + id);
    assertThat(run.propertyNames())
        .containsExactly(
            "id",
            "scenario",
            "variant",
            "mode",
            "seed",
            "parameters",
            "strategy",
            "depth",
            "memory",
            "schedule",
            "status",
            "reason",
            "outcome",
            "created",
            "started",
            "ended",
            "durationNanos",
            "events",
            "threads",
            "findings");

    JsonNode ended = server.awaitEnd(id);
    assertThat(ended.get("status").asString()).isEqualTo("completed");
    assertThat(ended.get("seed").asLong()).isEqualTo(7);
    assertThat(ended.get("variant").asString()).isEqualTo("again");
    assertThat(ended.at("/parameters/threads").asInt()).isEqualTo(3);
    assertThat(ended.at("/parameters/rounds").asInt()).as("the default").isEqualTo(10);
    assertThat(ended.at("/outcome/value").asString()).isEqualTo("30");
    assertThat(ended.at("/outcome/goalMet").asBoolean()).isTrue();
    assertThat(ended.get("threads").asInt()).isEqualTo(4);
    assertThat(ended.get("events").asInt()).isGreaterThan(90);
    assertThat(ended.get("ended").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    JsonNode run = TestServer.JSON.readTree(server.post("{\"scenario\":\"counting\"}").body());
    assertThat(run.get("variant").asString()).isEqualTo("locked");
    assertThat(run.get("mode").asString()).isEqualTo("live");
    assertThat(run.get("seed").isIntegralNumber()).isTrue();
  }

  private static String endOfControlled(String fields) {
    String id =
        server
            .created("/api/runs", "{\"scenario\":\"racing\",\"mode\":\"controlled\"" + fields + "}")
            .get("id")
            .asString();
    server.awaitEnd(id);
    return id;
  }

  /** The events, as the neutral export has them, byte for byte. */
  private static String events(String id) {
    String all = server.get("/api/runs/" + id + "/trace", "Accept", "application/x-ndjson").body();
    return all.substring(all.indexOf('\n'));
  }

  @Test
  void aControlledRunSaysHowItWasScheduled() {
    JsonNode random = server.json("/api/runs/" + endOfControlled(""));
    assertThat(random.get("mode").asString()).isEqualTo("controlled");
    assertThat(random.get("strategy").asString()).isEqualTo("random");
    assertThat(random.get("depth").isNull()).isTrue();
    assertThat(random.get("memory").asString()).isEqualTo("sc");
    assertThat(random.get("schedule").asString()).matches("[0-9,*]+");
    assertThat(random.at("/parameters/rounds").asInt()).as("the default").isEqualTo(10);

    JsonNode pct =
        server.json(
            "/api/runs/"
                + endOfControlled(",\"strategy\":\"pct\",\"depth\":10,\"memory\":\"java\""));
    assertThat(pct.get("depth").asInt()).isEqualTo(10);
    assertThat(pct.get("memory").asString()).isEqualTo("java");
    assertThat(
            server
                .json("/api/runs/" + endOfControlled(",\"strategy\":\"pct\""))
                .get("depth")
                .asInt())
        .isEqualTo(3);

    JsonNode live = server.awaitEnd(server.run("racing", Map.of()));
    for (String name : List.of("strategy", "depth", "memory", "schedule")) {
      assertThat(live.get(name).isNull()).as(name).isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    for (String strategy : List.of("random", "pct", "round-robin", "sequential")) {
      String fields = ",\"seed\":5,\"strategy\":\"" + strategy + "\"";
      String one = endOfControlled(fields);
      String other = endOfControlled(fields);
      assertThat(events(one)).as(strategy).isEqualTo(events(other)).hasSizeGreaterThan(1_000);
    }
    assertThat(events(endOfControlled(",\"seed\":5")))
        .isNotEqualTo(events(endOfControlled(",\"seed\":6")));
  }

  @Test
  void aScheduleGivesTheTraceThatItCameFrom() {
    String first = endOfControlled(",\"seed\":11");
    String schedule = server.json("/api/runs/" + first).get("schedule").asString();
    String again = endOfControlled(",\"schedule\":\"" + schedule + "\"");
    JsonNode replayed = server.json("/api/runs/" + again);
    assertThat(replayed.get("strategy").asString()).isEqualTo("replay");
    assertThat(replayed.get("schedule").asString()).isEqualTo(schedule);
    assertThat(events(again)).isEqualTo(events(first));

    String part = schedule.substring(0, schedule.indexOf(',', 10));
    String whole =
        server
            .json("/api/runs/" + endOfControlled(",\"schedule\":\"" + part + "\""))
            .get("schedule")
            .asString();
    // Step by step: the run may go on with the thread whose repeats end the part.
    Schedule given = Schedule.parse(part);
    assertThat(Schedule.parse(whole).first(given.length()))
        .as("goes on by itself")
        .isEqualTo(given);
  }

  @Test
  void theStreamOfAControlledRunIsTheSameAgain() {
    String id = endOfControlled(",\"seed\":3");
    List<TestServer.Sse> frames = TestServer.frames(server.stream(id));
    assertThat(frames.getFirst().data()).contains("\"mode\":\"controlled\"");
    assertThat(frames.getLast().data()).contains("\"schedule\":\"1");
    assertThat(server.stream(id)).isEqualTo(server.stream(id));
    JsonNode compact = server.json("/api/runs/" + id + "/trace");
    assertThat(compact.at("/run/mode").asString()).isEqualTo("controlled");
    assertThat(compact.at("/end/events").asInt())
        .isEqualTo(server.json("/api/runs/" + id).get("events").asInt());
  }

  @Test
  void aControlledRunThatTheSchedulerCannotSeeFails() {
    String id =
        server
            .created("/api/runs", "{\"scenario\":\"stalling\",\"mode\":\"controlled\"}")
            .get("id")
            .asString();
    JsonNode run = server.awaitEnd(id);
    assertThat(run.get("status").asString()).isEqualTo("failed");
    assertThat(run.get("reason").asString()).contains("outside the instrumented primitives");
  }

  @Test
  void anImpossibleStepIsNamed() {
    JsonNode run = server.json("/api/runs/" + endOfControlled(",\"schedule\":\"1,2,9\""));
    assertThat(run.get("status").asString()).isEqualTo("failed");
    assertThat(run.get("reason").asString()).contains("Step 3", "no thread 9");
    assertThat(run.get("schedule").asString()).isEqualTo("1,2,9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"strategy\":\"best\"                        | strategy",
        "\"strategy\":7                               | strategy",
        "\"strategy\":\"replay\"                      | strategy",
        "\"memory\":\"x86\"                           | memory",
        "\"strategy\":\"pct\",\"depth\":0             | depth",
        "\"strategy\":\"pct\",\"depth\":11            | depth",
        "\"strategy\":\"pct\",\"depth\":2.5           | depth",
        "\"schedule\":\"1,x\"                         | schedule",
        "\"schedule\":\"1,,2\"                        | schedule",
        "\"schedule\":\"1*99999999\"                  | schedule",
        "\"schedule\":\"1*20000\"                     | schedule",
        "\"schedule\":[1]                             | schedule",
        "\"schedule\":\"1\",\"strategy\":\"random\"   | strategy",
        "\"schedule\":\"1\",\"depth\":3               | depth",
        "\"mode\":\"live\",\"schedule\":\"1\"         | schedule",
        "\"mode\":\"live\",\"strategy\":\"random\"    | strategy",
        "\"mode\":\"virtual\"                         | mode",
      })
  void aWrongPlanNamesTheField(String fields, String field) {
    String mode = fields.contains("mode") ? "" : "\"mode\":\"controlled\",";
    HttpResponse<String> response = server.post("{\"scenario\":\"racing\"," + mode + fields + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(TestServer.JSON.readTree(response.body()).get("field").asString()).isEqualTo(field);
  }

  @Test
  void whateverGoesWrongUnderApiIsAProblem() {
    check(server.get("/api/nothing"), 404);
    check(server.get("/api/runs/nothing"), 404);
    check(server.get("/api/runs/nothing/trace"), 404);
    check(server.get("/api/runs/nothing/picture.svg"), 404);
    check(server.delete("/api/runs/nothing"), 404);
    check(server.get("/api/scenarios/nothing"), 404);
    check(server.get("/api/scenarios/counting", "Accept", "text/html"), 406);
    check(server.send(server.request("/api/runs").PUT(HttpRequest.BodyPublishers.noBody())), 405);
    check(server.get("/api/runs", "Accept", "text/csv"), 406);
    check(
        server.send(
            server
                .request("/api/runs", "Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        415);
    check(server.post("{\"scenario\":\"" + "x".repeat(70_000) + "\"}"), 413);
    check(server.post(""), 400);
    for (String limit : List.of("0", "501", "x")) {
      HttpResponse<String> response = server.get("/api/runs?limit=" + limit);
      check(response, 400);
      assertThat(response.body()).contains("\"field\":\"limit\"");
    }
  }

  private static void check(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = TestServer.JSON.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotEmpty();
    assertThat(response.body()).doesNotContain("io.interleave", "Exception", "java.");
  }

  @Test
  void cancellingIsIdempotent() {
    String id = server.run("sleeping", Map.of("time", 60_000));
    assertThat(server.delete("/api/runs/" + id).statusCode()).isEqualTo(204);
    assertThat(server.awaitEnd(id).get("status").asString()).isEqualTo("cancelled");
    assertThat(server.delete("/api/runs/" + id).statusCode()).isEqualTo(204);
    assertThat(server.status(id)).isEqualTo("cancelled");
  }

  @Test
  void theListIsNewestFirst() {
    String older = server.run("throwing", Map.of());
    server.awaitEnd(older);
    String newer = server.run("throwing", Map.of());
    assertThat(
            server
                .json("/api/runs?scenario=throwing&limit=500")
                .valueStream()
                .map(run -> run.get("id").asString())
                .filter(Set.of(older, newer)::contains))
        .containsExactly(newer, older);
    JsonNode few = server.json("/api/runs?scenario=throwing&limit=2");
    assertThat(few.valueStream().map(run -> run.get("scenario").asString()))
        .containsExactly("throwing", "throwing");
  }

  @Test
  void scenariosAreDescribedAndCached() {
    HttpResponse<String> all = server.get("/api/scenarios");
    JsonNode counting = TestServer.JSON.readTree(all.body()).get(0);
    assertThat(counting.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "title",
            "topic",
            "topicId",
            "after",
            "concepts",
            "primitives",
            "findings",
            "summary",
            "story",
            "goal",
            "lookFor",
            "python",
            "modes",
            "parameters",
            "memory",
            "small",
            "variants",
            "questions");
    assertThat(counting.at("/parameters/0").propertyNames())
        .containsExactlyInAnyOrder(
            "name",
            "title",
            "type",
            "default",
            "min",
            "max",
            "step",
            "unit",
            "choices",
            "choiceTitles",
            "text");
    assertThat(counting.at("/parameters/4/choiceTitles/red").asString()).isEqualTo("Choice red");
    assertThat(counting.at("/parameters/0/default").asInt()).isEqualTo(2);
    assertThat(counting.at("/parameters/0/type").asString()).isEqualTo("integer");
    assertThat(counting.at("/variants/0/sources/0").propertyNames())
        .containsExactlyInAnyOrder("language", "file", "firstLine", "text");
    assertThat(server.json("/api/scenarios/counting")).isEqualTo(counting);
    assertThat(counting.get("small").isEmpty()).as("it runs live only").isTrue();
    assertThat(server.json("/api/scenarios/racing").at("/small/threads").asInt()).isEqualTo(2);
    String etag = all.headers().firstValue("ETag").orElseThrow();
    assertThat(server.get("/api/scenarios", "If-None-Match", etag).statusCode()).isEqualTo(304);
  }

  @Test
  void theInterfaceDescribesItself() {
    JsonNode paths = server.json("/api-docs").get("paths");
    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder(
            "/api/scenarios",
            "/api/scenarios/{id}",
            "/api/runs",
            "/api/runs/{id}",
            "/api/runs/{id}/account",
            "/api/runs/{id}/critical-path",
            "/api/runs/{id}/findings",
            "/api/runs/{id}/stats",
            "/api/runs/{id}/waits/{seq}",
            "/api/runs/{id}/events",
            "/api/runs/{id}/trace",
            "/api/runs/{id}/trace.html",
            "/api/runs/{id}/trace.perfetto.json",
            "/api/runs/{id}/picture.svg",
            "/api/explorations",
            "/api/explorations/{id}",
            "/api/explorations/{id}/events",
            "/api/explorations/{id}/resume",
            "/api/sessions",
            "/api/sessions/{id}",
            "/api/sessions/{id}/steps");
    assertThat(server.get("/swagger-ui.html").statusCode()).isEqualTo(302);
  }

  @Test
  void metricsAreThere() {
    server.awaitEnd(server.run("counting", Map.of("threads", 8, "rounds", 1_000)));
    TestServer.until(
        () -> server.get("/actuator/prometheus").body().contains("interleave_hold_seconds_count"));
    assertThat(server.get("/actuator/prometheus").body())
        .contains(
            "interleave_runs_seconds_count{mode=\"live\",scenario=\"counting\",status=\"completed\"}")
        .contains("interleave_runs_live ")
        .contains("interleave_runs_queued ")
        .contains("interleave_viewers ")
        .contains("interleave_explorations_running ")
        .contains("interleave_explorations_queued ")
        .contains("interleave_executions_total ")
        .contains("interleave_sessions_open ")
        .contains("interleave_events_total{scenario=\"counting\"}")
        .contains("interleave_refusals_total{reason=\"queue\"}")
        .contains(
            "interleave_hold_seconds_bucket{object=\"counter"
                + " lock\",scenario=\"counting\",type=\"reentrant-lock\",le=\"0.001\"}");
    assertThat(server.get("/actuator/health").body()).contains("UP");
    assertThat(server.get("/actuator/info").body()).contains("\"carrier\":\"continuations\"");
  }
}
