package io.interleave.server.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.findings.Findings;
import io.interleave.engine.run.Status;
import io.interleave.server.TestServer;
import io.interleave.server.store.Recorded;
import io.interleave.server.store.Recordings;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was found while a run went on is what its stored trace says, for the whole catalogue. */
class FindingsAgainTest {

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startReal(
            dataDir, "interleave.limits.live-runs=12", "interleave.limits.queue-length=500");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyVariantInEveryMode() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode listed : server.json("/api/scenarios")) {
      String id = listed.get("id").asString();
      JsonNode scenario = server.json("/api/scenarios/" + id);
      for (JsonNode variant : scenario.get("variants")) {
        for (JsonNode mode : scenario.get("modes")) {
          String run = submit(id, variant.get("id").asString(), mode.asString());
          tests.add(
              DynamicTest.dynamicTest(
                  id + "/" + variant.get("id").asString() + " " + mode.asString(),
                  () -> compare(run)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  private static String submit(String scenario, String variant, String mode) {
    return server
        .created(
            "/api/runs",
            TestServer.JSON.writeValueAsString(
                Map.of("scenario", scenario, "variant", variant, "mode", mode, "seed", 1)))
        .get("id")
        .asString();
  }

  private static void compare(String id) {
    server.awaitEnd(id);
    Run run = server.bean(RunStore.class).find(id).orElseThrow();
    Recorded recorded =
        server.bean(Recordings.class).of(server.bean(RunStore.class).log(id).orElseThrow());
    assertThat(Findings.of(recorded.trace(), Extent.timing(run.mode()), how(run.status())))
        .as(run.status() + " " + run.reason())
        .isEqualTo(recorded.findings());
  }

  private static Close how(Status status) {
    return switch (status) {
      case COMPLETED -> Close.ENDED;
      case DEADLOCKED -> Close.STOOD;
      case TIMED_OUT, CANCELLED, FAILED -> Close.CUT;
      case QUEUED, RUNNING -> throw new IllegalArgumentException("it has not ended");
    };
  }
}
