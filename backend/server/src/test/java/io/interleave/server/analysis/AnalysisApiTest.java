package io.interleave.server.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnalysisApiTest {

  static TestServer server;
  static String deadlock;
  static String counting;

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
    deadlock = server.run("deadlock", Map.of());
    counting = server.run("counting", Map.of("threads", 4, "rounds", 50));
    server.awaitEnd(counting);
    server.awaitEnd(deadlock);
  }

  private static JsonNode ok(String path) {
    HttpResponse<String> response = server.get("/api/runs/" + path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestServer.JSON.readTree(response.body());
  }

  private static JsonNode problem(int status, String path) {
    HttpResponse<String> response = server.get("/api/runs/" + path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    return TestServer.JSON.readTree(response.body());
  }

  private static List<JsonNode> events(String id) {
    return server
        .get("/api/runs/" + id + "/trace", "Accept", "application/x-ndjson")
        .body()
        .lines()
        .map(TestServer.JSON::readTree)
        .toList();
  }

  @Test
  void findingsAreThoseOfTheStream() {
    JsonNode trailer = events(deadlock).getLast();
    assertThat(ok(deadlock + "/findings")).isEqualTo(trailer.get("findings"));
    assertThat(ok(deadlock + "/findings").path(0).path("certainty").asString())
        .isEqualTo("observed");
    assertThat(ok(counting + "/findings").size()).isZero();
  }

  @Test
  void aWaitThatNeverEndedIsExplainedByItsCycle() {
    int request = ok(deadlock + "/findings").at("/0/events/0").asInt();
    JsonNode wait = ok(deadlock + "/waits/" + request);
    assertThat(wait.at("/request/seq").asInt()).isEqualTo(request);
    assertThat(wait.at("/request/kind").asString()).isEqualTo("lock.request");
    assertThat(wait.get("result").isNull()).isTrue();
    assertThat(wait.get("holders").size()).isEqualTo(1);
    assertThat(wait.at("/holders/0/acquire/kind").asString()).isEqualTo("lock.acquire");
    assertThat(wait.at("/holders/0/release").isNull()).isTrue();
    assertThat(wait.at("/atLast/cyclic").asBoolean()).isTrue();
    assertThat(wait.at("/atLast/links").size()).isEqualTo(2);
    assertThat(wait.get("waitedNanos").asLong())
        .as("until the run was ended")
        .isGreaterThan(100_000_000);
  }

  @Test
  void aWaitIsFoundByItsResultToo() {
    for (JsonNode event : events(counting)) {
      if (event.path("kind").asString().equals("thread.join")) {
        int join = event.get("seq").asInt();
        JsonNode wait = ok(counting + "/waits/" + join);
        assertThat(wait.at("/result/seq").asInt()).isEqualTo(join);
        assertThat(wait.at("/request/kind").asString()).isEqualTo("thread.join.request");
        assertThat(wait.at("/cause/kind").asString()).isEqualTo("thread.end");
        return;
      }
    }
    throw new AssertionError("nobody joined");
  }

  @Test
  void statisticsCountWhatTheTraceSays() {
    long acquires =
        events(counting).stream()
            .filter(event -> event.path("kind").asString().equals("lock.acquire"))
            .count();
    JsonNode whole = ok(counting + "/stats");
    JsonNode lock = whole.at("/objects/0");
    assertThat(lock.get("operation").asString()).isEqualTo("acquire");
    assertThat(lock.get("obtained").asLong()).isEqualTo(acquires).isEqualTo(200);
    assertThat(lock.at("/holds/count").asLong()).isEqualTo(200);
    assertThat(lock.at("/holds/p50Nanos").asLong())
        .isLessThanOrEqualTo(lock.at("/holds/maxNanos").asLong());
    assertThat(whole.get("from").asLong()).isZero();
    long end = whole.get("to").asLong();
    assertThat(end)
        .isGreaterThanOrEqualTo(server.json("/api/runs/" + counting).get("durationNanos").asLong());

    JsonNode first = ok(counting + "/stats?to=" + end / 2);
    JsonNode second = ok(counting + "/stats?from=" + end / 2);
    assertThat(obtained(first) + obtained(second)).isEqualTo(200);
    assertThat(ok(counting + "/stats?from=" + end * 2).get("objects").size()).isZero();
  }

  private static long obtained(JsonNode statistics) {
    return statistics
        .get("objects")
        .valueStream()
        .mapToLong(object -> object.get("obtained").asLong())
        .sum();
  }

  @Test
  void theCriticalPathHasNoGap() {
    JsonNode path = ok(counting + "/critical-path");
    JsonNode segments = path.get("segments");
    assertThat(segments.size()).isPositive();
    for (int i = 1; i < segments.size(); i++) {
      assertThat(segments.get(i).get("from").asLong())
          .isEqualTo(segments.get(i - 1).get("to").asLong());
    }
    assertThat(path.get("shares").valueStream().mapToLong(s -> s.get("nanos").asLong()).sum())
        .isEqualTo(path.get("nanos").asLong());
  }

  @Test
  void aRunThatGoesOnIsAnsweredFromWhatIsThere() {
    String id = server.run("sleeping", Map.of("time", 60_000));
    TestServer.until(() -> server.json("/api/runs/" + id).get("events").asInt() >= 2);
    TestServer.until(() -> ok(id + "/stats").get("threads").size() == 1);
    assertThat(ok(id + "/waits/2").at("/request/kind").asString()).isEqualTo("thread.sleep");
    assertThat(ok(id + "/findings").size()).isZero();
    assertThat(ok(id + "/critical-path").get("segments").size()).isEqualTo(1);
    server.delete("/api/runs/" + id);
    server.awaitEnd(id);
    assertThat(ok(id + "/stats").at("/threads/0/nanos/sleeping").asLong()).isPositive();
  }

  @Test
  void whatIsWrongIsNamed() {
    for (String answer : List.of("findings", "waits/1", "stats", "critical-path")) {
      assertThat(problem(404, "nosuch/" + answer).get("detail").asString()).contains("'nosuch'");
    }
    assertThat(problem(404, counting + "/waits/0").get("detail").asString()).contains("no event 0");
    assertThat(problem(404, counting + "/waits/99999999").get("detail").asString())
        .contains("99999999");
    assertThat(problem(404, counting + "/waits/1").get("detail").asString())
        .contains("thread.start", "no part of a wait");
    assertThat(problem(400, counting + "/waits/x").get("field").asString()).isEqualTo("seq");
    JsonNode backwards = problem(400, counting + "/stats?from=20&to=10");
    assertThat(backwards.get("field").asString()).isEqualTo("to");
    assertThat(backwards.get("detail").asString()).contains("20", "10");
    assertThat(problem(400, counting + "/stats?from=5&to=5").get("field").asString())
        .isEqualTo("to");
    assertThat(problem(400, counting + "/stats?from=-1").get("field").asString()).isEqualTo("from");
    assertThat(problem(400, counting + "/stats?from=soon").get("field").asString())
        .isEqualTo("from");
    assertThat(problem(400, counting + "/stats?to=1e9").get("field").asString()).isEqualTo("to");
  }

  @Test
  void theApiIsDescribed() {
    JsonNode paths = server.json("/api-docs").get("paths");
    for (String answer : List.of("findings", "waits/{seq}", "stats", "critical-path")) {
      assertThat(paths.has("/api/runs/{id}/" + answer)).as(answer).isTrue();
    }
  }

  @Test
  void whatHappenedIsToldAndQuestionsAreAnswered() {
    JsonNode account = ok(counting + "/account");
    JsonNode own = account.at("/happened/1");
    int last = own.get("event").asInt();
    assertThat(own.get("text").asString()).isEqualTo("It ended at %d.".formatted(last));
    assertThat(own.at("/texts/zh").asString()).isEqualTo("在 %d 结束。".formatted(last));
    assertThat(account.at("/happened/0/text").asString()).contains("4 threads took part");
    assertThat(account.at("/answers/threads/value").asString()).isEqualTo("5");
    assertThat(account.at("/answers/never/value").asString()).isEqualTo("no");
    assertThat(account.at("/answers/never/event").asInt()).isEqualTo(last);
    assertThat(account.get("answers").has("unknown")).isFalse();

    assertThat(ok(deadlock + "/account").get("happened").toString())
        .contains("None of them can ever go on.")
        .doesNotContain("longest");
  }

  @Test
  void aRunThatGoesOnHasNoAccountYet() {
    String id = server.run("sleeping", Map.of("time", 30_000));
    assertThat(problem(409, id + "/account").get("detail").asString()).contains(id);
    assertThat(problem(404, "gone/account").get("detail").asString()).contains("gone");
    server.delete("/api/runs/" + id);
  }
}
