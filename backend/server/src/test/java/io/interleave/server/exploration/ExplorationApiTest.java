package io.interleave.server.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExplorationApiTest {

  private static final String PATH = "/api/explorations";

  static TestServer real;
  static TestServer server;

  @BeforeAll
  static void start() {
    real = TestServer.shared();
    server = TestServer.sharedTest();
  }

  static JsonNode awaitEnd(TestServer on, String id) {
    TestServer.until(
        () ->
            !List.of("queued", "running")
                .contains(on.json(PATH + "/" + id).get("status").asString()));
    return on.json(PATH + "/" + id);
  }

  static JsonNode explored(TestServer on, String fields) {
    return awaitEnd(on, on.created(PATH, "{" + fields + "}").get("id").asString());
  }

  /** Many executions of a program with many schedules, which end at the bound on time only. */
  static String endless(TestServer on) {
    return on.created(
            PATH,
            """
            {"scenario":"racing","method":"interleavings","parameters":{"threads":4,"rounds":20}}
            """)
        .get("id")
        .asString();
  }

  @Test
  void everyScheduleThatLosesAnUpdateIsFound() {
    JsonNode done =
        explored(real, "\"scenario\":\"lost-update\",\"method\":\"classes\",\"seed\":1");
    assertThat(done.propertyNames())
        .containsExactly(
            "id",
            "scenario",
            "variant",
            "parameters",
            "method",
            "memory",
            "seed",
            "bounds",
            "status",
            "reason",
            "by",
            "exhaustive",
            "executions",
            "classes",
            "redundant",
            "deadlocked",
            "cut",
            "states",
            "interleavings",
            "caveat",
            "elapsedMillis",
            "outcomes",
            "minimal");
    assertThat(done.get("status").asString()).isEqualTo("completed");
    assertThat(done.get("variant").asString()).isEqualTo("plain");
    assertThat(done.at("/parameters/threads").asInt()).as("the small instance's").isEqualTo(2);
    assertThat(done.get("exhaustive").asBoolean()).isTrue();
    assertThat(done.get("classes").asInt()).isEqualTo(4);
    assertThat(done.get("states").isNull()).isTrue();
    assertThat(done.get("caveat").isNull()).isTrue();
    JsonNode forbidden = done.at("/outcomes/0");
    assertThat(forbidden.get("grade").asString()).isEqualTo("forbidden");
    assertThat(forbidden.get("value").asString()).isEqualTo("1");
    assertThat(forbidden.get("classes").asInt()).isEqualTo(2);
    assertThat(forbidden.get("share").asDouble()).isBetween(0.05, 0.95);
    assertThat(done.at("/outcomes/1/grade").asString()).isEqualTo("acceptable");
    JsonNode minimal = done.get("minimal");
    assertThat(minimal.propertyNames())
        .containsExactly("schedule", "value", "preemptions", "steps", "proved", "words", "wordsIn");
    assertThat(minimal.get("preemptions").asInt()).isEqualTo(1);
    assertThat(minimal.get("proved").asBoolean()).isTrue();
    assertThat(minimal.get("words").size()).isPositive();

    // Each schedule of the table leads to what the table says.
    for (JsonNode outcome : done.get("outcomes")) {
      JsonNode run =
          real.created(
              "/api/runs",
              """
              {"scenario":"lost-update","mode":"controlled",
               "parameters":{"threads":2,"increments":1},"schedule":"%s"}
              """
                  .formatted(outcome.get("schedule").asString()));
      assertThat(real.awaitEnd(run.get("id").asString()).at("/outcome/value").asString())
          .isEqualTo(outcome.get("value").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "atomic"})
  void noScheduleOfARightVariantFails(String variant) {
    JsonNode done = explored(real, "\"scenario\":\"lost-update\",\"variant\":\"" + variant + "\"");
    assertThat(done.get("exhaustive").asBoolean()).isTrue();
    assertThat(done.get("method").asString()).isEqualTo("auto");
    assertThat(done.get("by").asString()).isIn("classes", "states");
    assertThat(done.get("outcomes").size()).isEqualTo(1);
    assertThat(done.at("/outcomes/0/grade").asString()).isNotEqualTo("forbidden");
    assertThat(done.get("minimal").isNull()).isTrue();
  }

  @Test
  void everyMethodFindsTheLostUpdate() {
    for (String method : List.of("auto", "search", "classes", "states", "interleavings")) {
      JsonNode done = explored(real, "\"scenario\":\"lost-update\",\"method\":\"" + method + "\"");
      assertThat(done.at("/outcomes/0/grade").asString()).as(method).isEqualTo("forbidden");
      assertThat(done.get("exhaustive").asBoolean()).isEqualTo(!method.equals("search"));
    }
  }

  @Test
  void itGoesOnFromABound() {
    String fields = "\"scenario\":\"racing\",\"method\":\"classes\",\"parameters\":{\"rounds\":2}";
    JsonNode whole = explored(server, fields);
    assertThat(whole.get("exhaustive").asBoolean()).isTrue();
    JsonNode stopped = explored(server, fields + ",\"bounds\":{\"executions\":5,\"retries\":1}");
    assertThat(stopped.get("status").asString()).isEqualTo("completed");
    assertThat(stopped.get("exhaustive").asBoolean()).isFalse();
    assertThat(stopped.get("executions").asInt()).isEqualTo(5);
    assertThat(stopped.at("/bounds/executions").asInt()).isEqualTo(5);
    assertThat(stopped.at("/bounds/steps").asInt()).as("the server's").isEqualTo(5000);

    String id = stopped.get("id").asString();
    String resume = PATH + "/" + id + "/resume";
    assertThat(server.post(resume, "{\"bounds\":{\"executions\":7}}").statusCode()).isEqualTo(200);
    JsonNode more = awaitEnd(server, id);
    assertThat(more.get("executions").asInt()).isEqualTo(12);
    assertThat(more.at("/bounds/executions").asInt()).isEqualTo(7);
    assertThat(more.at("/bounds/retries").asInt()).isEqualTo(1);

    assertThat(server.post(resume, "{\"bounds\":{}}").statusCode()).isEqualTo(200);
    JsonNode all = awaitEnd(server, id);
    assertThat(all.get("exhaustive").asBoolean()).isTrue();
    assertThat(all.get("classes")).isEqualTo(whole.get("classes"));
    assertThat(server.post(resume, "{}").statusCode()).as("nothing is left").isEqualTo(409);
  }

  @Test
  void whatWasCancelledCanGoOn() {
    String id = endless(server);
    TestServer.until(() -> server.json(PATH + "/" + id).get("executions").asInt() > 0);
    assertThat(server.post(PATH + "/" + id + "/resume", "{}").statusCode())
        .as("it is under way")
        .isEqualTo(409);
    assertThat(server.delete(PATH + "/" + id).statusCode()).isEqualTo(204);
    JsonNode cancelled = awaitEnd(server, id);
    assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
    assertThat(server.delete(PATH + "/" + id).statusCode()).isEqualTo(204);
    assertThat(server.post(PATH + "/" + id + "/resume", "{\"bounds\":{\"executions\":100}}").body())
        .contains("\"id\":\"" + id + "\"");
    JsonNode more = awaitEnd(server, id);
    assertThat(more.get("status").asString()).isEqualTo("completed");
    assertThat(more.get("executions").asInt())
        .isBetween(
            cancelled.get("executions").asInt() + 99, cancelled.get("executions").asInt() + 100);
  }

  @Test
  void interruptionsChangeNothing() {
    String fields =
        """
        "scenario":"racing","method":"interleavings","parameters":{"threads":3,"rounds":2}
        """;
    JsonNode whole = explored(server, fields);
    assertThat(whole.get("exhaustive").asBoolean()).isTrue();
    JsonNode now = server.created(PATH, "{" + fields + "}");
    String id = now.get("id").asString();
    int interruptions = 0;
    for (int seen = 0; interruptions < 5 && now.get("executions").asInt() >= seen; ) {
      int before = seen;
      TestServer.until(
          () -> {
            JsonNode view = server.json(PATH + "/" + id);
            return view.get("executions").asInt() > before
                || view.get("status").asString().equals("completed");
          });
      server.delete(PATH + "/" + id);
      now = awaitEnd(server, id);
      if (!now.get("status").asString().equals("cancelled")) {
        break;
      }
      interruptions++;
      seen = now.get("executions").asInt();
      assertThat(server.post(PATH + "/" + id + "/resume", "{}").statusCode()).isEqualTo(200);
    }
    JsonNode end = awaitEnd(server, id);
    assertThat(interruptions).isPositive();
    assertThat(end.get("exhaustive").asBoolean()).isTrue();
    assertThat(end.get("classes")).isEqualTo(whole.get("classes"));
    assertThat(end.get("executions")).isEqualTo(whole.get("executions"));
  }

  @Test
  void itsEventsEndWithIt() throws IOException {
    String id = endless(server);
    String path = PATH + "/" + id + "/events";
    StringBuilder stream = new StringBuilder();
    try (BufferedReader lines = server.openStream(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        stream.append(line).append('\n');
        if (line.isEmpty()) {
          server.delete(PATH + "/" + id); // once is enough, more often does no harm
        }
      }
    }
    List<TestServer.Sse> events = TestServer.frames(stream.toString());
    assertThat(events).hasSizeGreaterThan(1);
    assertThat(events.subList(0, events.size() - 1)).allMatch(e -> e.event().equals("progress"));
    TestServer.Sse end = events.getLast();
    assertThat(end.event()).isEqualTo("end");
    assertThat(end.data()).contains("\"status\":\"cancelled\"", "\"id\":\"" + id + "\"");
    assertThat(TestServer.frames(server.get(path).body())).hasSize(1);
    assertThat(server.get(path, "Last-Event-ID", end.id()).statusCode()).isEqualTo(204);
  }

  @Test
  void aProgramThatCannotBeExploredSaysWhy() {
    JsonNode many =
        explored(
            server,
            "\"scenario\":\"racing\",\"method\":\"classes\",\"parameters\":{\"threads\":64}");
    assertThat(many.get("status").asString()).isEqualTo("failed");
    assertThat(many.get("reason").asString()).contains("at most 64 threads").endsWith(".");
    JsonNode stalled = explored(server, "\"scenario\":\"stalling\"");
    assertThat(stalled.get("status").asString()).isEqualTo("failed");
    assertThat(stalled.get("reason").asString()).contains("outside the instrumented primitives");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                         | scenario",
        "\"scenario\":\"nope\"                                    | scenario",
        "\"scenario\":\"counting\"                                | scenario",
        "\"scenario\":\"racing\",\"variant\":\"nope\"             | variant",
        "\"scenario\":\"racing\",\"method\":\"luck\"              | method",
        "\"scenario\":\"racing\",\"method\":\"states\",\"memory\":\"java\" | method",
        "\"scenario\":\"racing\",\"memory\":\"x86\"               | memory",
        "\"scenario\":\"racing\",\"seed\":-1                      | seed",
        "\"scenario\":\"racing\",\"parameters\":{\"threads\":0}   | parameters.threads",
        "\"scenario\":\"racing\",\"bounds\":{\"executions\":0}    | bounds.executions",
        "\"scenario\":\"racing\",\"bounds\":{\"executions\":99999999} | bounds.executions",
        "\"scenario\":\"racing\",\"bounds\":{\"millis\":300001}   | bounds.millis",
        "\"scenario\":\"racing\",\"bounds\":{\"steps\":0}         | bounds.steps",
        "\"scenario\":\"racing\",\"bounds\":{\"retries\":-1}      | bounds.retries",
        "\"scenario\":\"racing\",\"bounds\":{\"retries\":\"2\"}   | bounds.retries",
        "\"scenario\":\"racing\",\"bounds\":{\"memory\":1}        | bounds.memory",
        "\"scenario\":\"racing\",\"schedule\":\"1\"               | schedule",
      })
  void aWrongRequestNamesTheField(String fields, String field) {
    HttpResponse<String> response = server.post(PATH, "{" + (fields == null ? "" : fields) + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(TestServer.JSON.readTree(response.body()).get("field").asString()).isEqualTo(field);
  }

  @Test
  void whatIsNotThereIsAProblem() {
    assertThat(server.get(PATH + "/nothing").statusCode()).isEqualTo(404);
    assertThat(server.get(PATH + "/nothing/events").statusCode()).isEqualTo(404);
    assertThat(server.delete(PATH + "/nothing").statusCode()).isEqualTo(404);
    assertThat(server.post(PATH + "/nothing/resume", "{}").statusCode()).isEqualTo(404);
  }
}
