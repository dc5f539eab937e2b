package io.interleave.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionBoundsTest {

  private static final String PATH = "/api/sessions";

  @TempDir Path dataDir;

  @Test
  void thereAreOnlySoManyAndTheyExpire() {
    try (TestServer server =
        TestServer.start(
            dataDir, "interleave.session.open=2", "interleave.session.expiry=1500ms")) {
      List<String> ids =
          IntStream.range(0, 6)
              .mapToObj(_ -> server.created(PATH, "{\"scenario\":\"racing\"}"))
              .map(session -> session.get("id").asString())
              .toList();
      TestServer.until(
          () ->
              ids.stream().filter(id -> server.get(PATH + "/" + id).statusCode() == 200).count()
                  <= 2);
      TestServer.until(
          () -> server.get("/actuator/prometheus").body().contains("interleave_sessions_open 0.0"));
      for (String id : ids) {
        assertThat(server.get(PATH + "/" + id).statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void aProgramThatTheSchedulerCannotSeeSaysWhy() {
    try (TestServer server = TestServer.start(dataDir)) {
      String id = server.created(PATH, "{\"scenario\":\"stalling\"}").get("id").asString();
      HttpResponse<String> stalled =
          server.post(PATH + "/" + id + "/steps", "{\"action\":\"choose\",\"thread\":1}");
      assertThat(stalled.statusCode()).isEqualTo(409);
      assertThat(stalled.body()).contains("outside the instrumented primitives");
      assertThat(server.json(PATH + "/" + id).get("step").asInt())
          .as("it stays where it was")
          .isZero();
    }
  }

  @Test
  void aRequestThatTakesTooLongIsGivenUp() {
    try (TestServer server =
        TestServer.start(
            dataDir,
            "interleave.session.request-time=150ms",
            "interleave.limits.steps-per-run=1000000")) {
      String id =
          server
              .created(PATH, "{\"scenario\":\"racing\",\"parameters\":{\"rounds\":1000000}}")
              .get("id")
              .asString();
      HttpResponse<String> late = server.post(PATH + "/" + id + "/steps", "{\"action\":\"auto\"}");
      assertThat(late.statusCode()).isIn(200, 503);
      if (late.statusCode() == 503) {
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
      }
    }
  }
}
