package io.interleave.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is refused and what is cut, by a server with tight bounds that nobody else uses. */
class RunBoundsTest {

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.limits.run-duration=4s",
            "interleave.limits.events-per-run=50000",
            "interleave.limits.threads-per-run=40");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyEndHasItsStatusAndLeavesNoThread() {
    end(server, "sleeping", Map.of("time", 60_000), "timed-out", "longer than");
    end(server, "counting", Map.of("threads", 64), "failed", "threads");
    end(server, "counting", Map.of("rounds", 1_000_000), "failed", "events");
    end(server, "throwing", Map.of(), "failed", "as asked");
    // Which is seen at leisure.
    end(TestServer.sharedTest(), "deadlock", Map.of(), "deadlocked", "wait");
    // Other classes have runs too, but none for ever.
    List<Thread> ofRuns =
        Thread.getAllStackTraces().keySet().stream()
            .filter(
                thread ->
                    thread.getClass().getName().startsWith("io.interleave.engine")
                        || thread.getName().equals("interleave-pump"))
            .toList();
    TestServer.until(() -> ofRuns.stream().noneMatch(Thread::isAlive));
  }

  private static void end(
      TestServer on, String scenario, Map<String, Object> parameters, String status, String why) {
    String id = on.run(scenario, parameters);
    JsonNode run = on.awaitEnd(id);
    assertThat(run.get("status").asString()).as(run.toString()).isEqualTo(status);
    assertThat(run.get("reason").asString()).contains(why);
    assertThat(TestServer.frames(on.stream(id)).getLast().data())
        .contains("\"status\":\"" + status + "\"");
  }

  private static JsonNode endOfControlled(String fields) {
    String body = "{\"scenario\":\"racing\",\"mode\":\"controlled\"," + fields + "}";
    return server.awaitEnd(server.created("/api/runs", body).get("id").asString());
  }

  @Test
  void boundsHoldForControlledRuns() {
    JsonNode run = endOfControlled("\"parameters\":{\"rounds\":1000000}");
    assertThat(run.get("status").asString()).isIn("timed-out", "failed");
    assertThat(run.get("reason").asString()).matches(".*(steps|events|longer).*");
    JsonNode tooMany = endOfControlled("\"parameters\":{\"threads\":64}");
    assertThat(tooMany.get("status").asString()).isEqualTo("failed");
    assertThat(tooMany.get("reason").asString()).contains("threads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scenario\":\"nope\"}                                            | scenario",
        "{}                                                                 | scenario",
        "{\"scenario\":null}                                                | scenario",
        "{\"scenario\":[1]}                                                 | scenario",
        "{\"scenario\":\"counting\",\"variant\":\"nope\"}                   | variant",
        "{\"scenario\":\"counting\",\"mode\":\"controlled\"}                | mode",
        "{\"scenario\":\"counting\",\"schedule\":[1,2]}                     | schedule",
        "{\"scenario\":\"counting\",\"seed\":\"x\"}                         | seed",
        "{\"scenario\":\"counting\",\"seed\":1.5}                           | seed",
        "{\"scenario\":\"counting\",\"seed\":-1}                            | seed",
        "{\"scenario\":\"counting\",\"seed\":9007199254740992}              | seed",
        "{\"scenario\":\"counting\",\"seed\":99999999999999999999}          | seed",
        "{\"scenario\":\"counting\",\"extra\":1}                            | extra",
        "{\"scenario\":\"counting\",\"parameters\":7}                       | parameters",
        "{\"scenario\":\"counting\",\"parameters\":{\"nope\":1}}            | parameters.nope",
        "{\"scenario\":\"counting\",\"parameters\":{\"threads\":\"4\"}}     | parameters.threads",
        "{\"scenario\":\"counting\",\"parameters\":{\"threads\":4.5}}       | parameters.threads",
        "{\"scenario\":\"counting\",\"parameters\":{\"threads\":0}}         | parameters.threads",
        "{\"scenario\":\"counting\",\"parameters\":{\"threads\":99999999999}} | parameters.threads",
        "{\"scenario\":\"counting\",\"parameters\":{\"threads\":[]}}        | parameters.threads",
        "{\"scenario\":\"counting\",\"parameters\":{\"fair\":1}}            | parameters.fair",
        "{\"scenario\":\"counting\",\"parameters\":{\"colour\":\"blue\"}}   | parameters.colour",
        "[]                                                                 | ''",
        "{                                                                  | ''",
        "7                                                                  | ''",
      })
  void aWrongRequestStartsNothingAndNamesTheField(String body, String field) {
    int before = server.json("/api/runs?limit=500").size();
    HttpResponse<String> response = server.post(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = TestServer.JSON.readTree(response.body());
    assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "instance");
    assertThat(problem.path("field").asString("")).isEqualTo(field);
    assertThat(problem.get("instance").asString()).isEqualTo("/api/runs");
    assertThat(server.json("/api/runs?limit=500").size()).isEqualTo(before);
  }
}
