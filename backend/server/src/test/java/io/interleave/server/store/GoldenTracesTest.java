package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.wire.Ndjson;
import io.interleave.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The recorded runs in docs/golden-traces, which the frontend's tests read too: each stream,
 * decoded, is its NDJSON.
 *
 * <p>{@code -Dgolden.refresh=true} records them anew, from real runs.
 */
class GoldenTracesTest {

  private static final Path GOLDEN = Path.of("../../docs/golden-traces");

  /** Small runs that between them wait for locks, queues, threads and each other. */
  private static final List<Map<String, Object>> RECORDED =
      List.of(
          Map.of(
              "scenario",
              "lost-update",
              "seed",
              1,
              "parameters",
              Map.of("threads", 2, "increments", 3)),
          Map.of("scenario", "mutex-contention", "seed", 1, "parameters", Map.of("threads", 3)),
          Map.of("scenario", "deadlock", "seed", 1),
          Map.of("scenario", "producer-consumer", "seed", 1),
          Map.of(
              "scenario",
              "lost-update",
              "mode",
              "controlled",
              "seed",
              1,
              "parameters",
              Map.of("threads", 2, "increments", 1)));

  @TestFactory
  Stream<DynamicTest> everyStreamIsItsNdjson() throws IOException {
    if (Boolean.getBoolean("golden.refresh")) {
      record();
    }
    List<Path> streams;
    try (Stream<Path> files = Files.list(GOLDEN)) {
      streams = files.filter(file -> file.toString().endsWith(".sse")).sorted().toList();
    }
    assertThat(streams).isNotEmpty();
    return streams.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws IOException {
    TraceReader reader = new TraceReader(TestServer.JSON);
    JsonNode run = null;
    for (TestServer.Sse frame : TestServer.frames(Files.readString(file))) {
      reader.read(Frame.Type.ofWord(frame.event()).orElseThrow(), frame.data());
      run = TestServer.JSON.readTree(frame.data()).path("run");
    }
    assertThat(run).as("the last frame's run").isNotNull();
    StringBuilder ndjson = new StringBuilder();
    Ndjson.write(run.toString(), reader.trace(), reader.findings(), ndjson);
    assertThat(ndjson.toString()).isEqualTo(Files.readString(ndjson(file)));
  }

  private static Path ndjson(Path stream) {
    return stream.resolveSibling(stream.getFileName().toString().replace(".sse", ".ndjson"));
  }

  private static void record() throws IOException {
    TestServer server = TestServer.shared();
    for (Map<String, Object> request : RECORDED) {
      JsonNode started =
          TestServer.JSON.readTree(server.post(TestServer.JSON.writeValueAsString(request)).body());
      String id = started.get("id").asString();
      server.awaitEnd(id);
      String mode = request.containsKey("mode") ? "-" + request.get("mode") : "";
      Path file = GOLDEN.resolve(request.get("scenario") + mode + ".sse");
      Files.writeString(file, TestServer.withoutPings(server.stream(id)));
      Files.writeString(
          ndjson(file),
          server.get("/api/runs/" + id + "/trace", "Accept", "application/x-ndjson").body());
    }
  }
}
