package io.interleave.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How many sessions there are, how long, and what they may ask for. */
class SessionBoundsTest {

  private static final String PATH = "/api/sessions";

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.session.open=2",
            "interleave.session.expiry=1500ms",
            "interleave.session.request-time=100ms",
            "interleave.limits.steps-per-run=1000000");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A busy machine may not open one in time; then it says so, and a client tries again. */
  private static String open(String fields) {
    String[] id = {""};
    TestServer.until(
        () -> {
          HttpResponse<String> response =
              server.post(PATH, "{\"scenario\":\"racing\"" + fields + "}");
          assertThat(response.statusCode()).as(response.body()).isIn(201, 503);
          id[0] = TestServer.JSON.readTree(response.body()).path("id").asString("");
          return response.statusCode() == 201;
        });
    return id[0];
  }

  @Test
  void thereAreOnlySoManyAndTheyExpire() {
    List<String> ids = IntStream.range(0, 6).mapToObj(_ -> open("")).toList();
    assertThat(ids.subList(0, 4))
        .as("the latest two stay, if any")
        .allMatch(id -> server.get(PATH + "/" + id).statusCode() == 404);
    TestServer.until(
        () -> server.get("/actuator/prometheus").body().contains("interleave_sessions_open 0.0"));
    assertThat(ids).allMatch(id -> server.get(PATH + "/" + id).statusCode() == 404);
  }

  @Test
  void aProgramThatTheSchedulerCannotSeeSaysWhy() {
    TestServer patient = TestServer.sharedTest();
    String id = patient.created(PATH, "{\"scenario\":\"stalling\"}").get("id").asString();
    HttpResponse<String> stalled =
        patient.post(PATH + "/" + id + "/steps", "{\"action\":\"choose\",\"thread\":1}");
    assertThat(stalled.statusCode()).isEqualTo(409);
    assertThat(stalled.body()).contains("outside the instrumented primitives");
    assertThat(patient.json(PATH + "/" + id).get("step").asInt())
        .as("it stays where it was")
        .isZero();
  }

  @Test
  void aScheduleThatTakesTooLongIsGivenUp() {
    HttpResponse<String> late =
        server.post(
            PATH,
            """
            {"scenario":"racing","parameters":{"rounds":1000000},"schedule":"1,2*999999"}
            """);
    assertThat(late.statusCode()).as(late.body()).isEqualTo(503);
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
    assertThat(late.body()).contains("longer than 100 ms");
  }

  @Test
  void goingOnByItselfForTooLongStopsOnTheWayOrIsGivenUp() {
    String id = open(",\"parameters\":{\"rounds\":1000000}");
    HttpResponse<String> late = server.post(PATH + "/" + id + "/steps", "{\"action\":\"auto\"}");
    if (late.statusCode() == 503) {
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
      return;
    }
    assertThat(late.statusCode()).isEqualTo(200);
    JsonNode there = TestServer.JSON.readTree(late.body());
    assertThat(there.get("step").asInt()).isBetween(1, 999_999);
    assertThat(there.get("end").isNull()).as("it is not at its end").isTrue();
  }
}
