package io.interleave.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.client.Caller;
import io.interleave.server.store.BrokenDisk;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the start of a run fails, its place is given back, and the client gets an answer. */
class StartFailsTest {

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            BrokenDisk.Beans.class,
            dataDir,
            "interleave.limits.live-runs=1",
            "interleave.limits.queue-length=1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(BrokenDisk.At.class)
  void thePlaceIsGivenBack(BrokenDisk.At at) {
    for (int i = 0; i < 5; i++) { // more than there are places
      BrokenDisk.fail(at);
      HttpResponse<String> response;
      try {
        response = server.post("{\"scenario\":\"counting\"}");
      } finally {
        BrokenDisk.mend();
      }
      if (at == BrokenDisk.At.FIRST_FRAME) {
        // The run was there by then, and says what became of it.
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        String id = TestServer.JSON.readTree(response.body()).get("id").asString();
        assertThat(server.awaitEnd(id).get("status").asString()).isEqualTo("failed");
        assertThat(TestServer.frames(server.stream(id)).getLast().event()).isEqualTo("end");
      } else {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
      }
    }
    TestServer.until(() -> server.bean(Runs.class).live() + server.bean(Runs.class).queued() == 0);
    String id = server.run("counting", Map.of());
    assertThat(server.awaitEnd(id).get("status").asString()).isEqualTo("completed");
  }

  /** A run that waits for its turn takes the place of one that fails to start. */
  @Test
  void whoeverWaitsIsNext() {
    String running = server.run("sleeping", Map.of("time", 60_000));
    // The last place is for whoever has none.
    String waiting = server.run("counting", Map.of(), Caller.HEADER, TestServer.client("another"));
    BrokenDisk.fail(BrokenDisk.At.FIRST_FRAME);
    server.delete("/api/runs/" + running);
    assertThat(server.awaitEnd(waiting).get("status").asString()).isEqualTo("failed");
    BrokenDisk.mend();
    String next = server.run("counting", Map.of());
    assertThat(server.awaitEnd(next).get("status").asString()).isEqualTo("completed");
  }
}
