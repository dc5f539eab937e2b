package io.interleave.server.run;

import static io.interleave.server.TestServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {

  private static final Map<String, Object> LONG = Map.of("time", 60_000);

  @TempDir Path dataDir;

  @Test
  void runsQueueInOrderAndAreRefusedWhenTheQueueIsFull() {
    try (TestServer server =
        TestServer.start(
            dataDir, "interleave.limits.live-runs=1", "interleave.limits.queue-length=6")) {
      String live = server.run("sleeping", LONG);
      List<String> queued = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        queued.add(server.run("sleeping", Map.of("time", 30)));
      }
      assertThat(server.status(live)).isEqualTo("running");
      assertThat(queued).allMatch(id -> server.status(id).equals("queued"));

      // The other places are for those who have none.
      HttpResponse<String> refused = server.post("{\"scenario\":\"counting\"}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(server.json("/api/runs").size()).isEqualTo(4);

      server.delete("/api/runs/" + queued.get(1));
      assertThat(server.status(queued.get(1))).isEqualTo("cancelled");
      assertThat(TestServer.frames(server.stream(queued.get(1))))
          .extracting(TestServer.Sse::id)
          .containsExactly("0", "0.end");
      assertThat(server.post("{\"scenario\":\"counting\"}").statusCode())
          .as("room again")
          .isEqualTo(201);

      server.delete("/api/runs/" + live);
      Instant first = Instant.parse(server.awaitEnd(queued.get(0)).get("started").asString());
      Instant last = Instant.parse(server.awaitEnd(queued.get(2)).get("started").asString());
      assertThat(first).isBefore(last);
      // Between two runs none is live for a moment.
      until(() -> server.bean(Runs.class).live() + server.bean(Runs.class).queued() == 0);
    }
  }

  @Test
  void aClientThatStartsTooManyIsToldWhenToComeBack() {
    try (TestServer server = TestServer.start(dataDir, "interleave.limits.runs-per-minute=2")) {
      assertThat(server.post("{\"scenario\":\"counting\"}").statusCode()).isEqualTo(201);
      assertThat(server.post("{\"scenario\":\"counting\"}").statusCode()).isEqualTo(201);
      HttpResponse<String> refused = server.post("{\"scenario\":\"counting\"}");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(1, 30);
    }
  }
}
