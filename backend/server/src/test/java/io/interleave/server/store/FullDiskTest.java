package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A server whose disk fills up. */
class FullDiskTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    FullDisk disk() {
      return new FullDisk();
    }
  }

  @TempDir static Path dataDir;
  @TempDir Path elsewhere;
  static TestServer server;
  static FullDisk disk;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            Beans.class,
            dataDir,
            "interleave.history.free=1KB",
            "interleave.limits.live-runs=2",
            "interleave.limits.queue-length=0",
            "interleave.stream.batch-events=50");
    disk = server.bean(FullDisk.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void roomAgain() {
    disk.room(Long.MAX_VALUE);
  }

  private static List<String> folders() throws IOException {
    try (Stream<Path> found = Files.list(dataDir.resolve("runs"))) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** However much room is left: none, less than a run needs to begin, less than the bound. */
  @Test
  void aRunThatCannotBeStoredIsRefusedAndLeavesNothing() throws IOException {
    server.awaitEnd(server.run("counting", Map.of()));
    List<String> before = folders();
    long open = disk.open();
    JsonNode listed = server.json("/api/runs?limit=500");
    for (long room : new long[] {0, 1023, 1024, 1100, 1300}) {
      int refused = 0;
      for (int i = 0; i < 5; i++) { // more than there are places
        disk.room(room);
        HttpResponse<String> response = server.post("{\"scenario\":\"counting\"}");
        if (response.statusCode() == 201) {
          // There was room for a beginning; that run says why it is no more than that.
          String id = TestServer.JSON.readTree(response.body()).get("id").asString();
          assertThat(server.awaitEnd(id).get("reason").asString()).contains("no room");
          break;
        }
        assertThat(response.statusCode()).as("with %d bytes", room).isEqualTo(507);
        assertThat(response.headers().firstValue("Retry-After")).contains("60");
        assertThat(response.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        refused++;
      }
      if (room < 1024) {
        assertThat(refused).isEqualTo(5);
        assertThat(folders()).isEqualTo(before);
        assertThat(disk.open()).isEqualTo(open);
        assertThat(server.json("/api/runs?limit=500")).isEqualTo(listed);
      }
    }
    disk.room(Long.MAX_VALUE);
    String id = server.run("counting", Map.of());
    assertThat(server.awaitEnd(id).get("status").asString()).isEqualTo("completed");
  }

  @Test
  void aFolderThatCannotBeDescribedIsTakenAway() throws IOException {
    RunFiles files = new RunFiles(disk, dataDir.resolve("runs"), Stores.JSON);
    List<String> before = folders();
    long open = disk.open();
    for (int room = 0; room < 200; room += 7) {
      disk.room(room);
      assertThatThrownBy(() -> files.create(Stores.queued("cramped", 1)))
          .isInstanceOf(IOException.class);
      assertThat(folders()).isEqualTo(before);
      assertThat(disk.open()).isEqualTo(open);
    }
  }

  @Test
  void aRunThatFillsTheDiskEndsAndSaysWhy() throws IOException {
    String id = server.run("ticking", Map.of("rounds", 1_000_000, "time", 1));
    Path stream = dataDir.resolve("runs").resolve(id).resolve("stream.sse");
    TestServer.until(() -> stream.toFile().length() > 20_000);
    disk.room(10);
    JsonNode run = server.awaitEnd(id);
    assertThat(run.get("status").asString()).isEqualTo("failed");
    assertThat(run.get("reason").asString()).contains("no room");
    assertThat(run.at("/reasons/zh").asString()).contains("空间");

    String live = server.stream(id);
    List<TestServer.Sse> frames = TestServer.frames(live);
    assertThat(frames.getLast().event()).isEqualTo("end");
    assertThat(frames.getLast().id()).isEqualTo(run.get("events").asInt() + ".end");
    assertThat(live).startsWith(Files.readString(stream));

    // Whatever of it could be stored is there after a restart, with an end.
    RunStore again = Stores.open(copy(), 100, new Stores.Unforced());
    assertThat(again.find(id).orElseThrow().events()).isEqualTo(run.get("events").asInt());
    assertThat(Stores.text(again.log(id)))
        .startsWith(live.substring(0, live.lastIndexOf("event: end")))
        .contains("event: end\n");
  }

  private Path copy() throws IOException {
    FileSystemUtils.copyRecursively(dataDir, elsewhere);
    return elsewhere;
  }

  @Test
  void itIsNotReadyWhileItCannotStoreRuns() {
    assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    disk.room(1023);
    assertThat(server.get("/actuator/health/readiness").statusCode()).as("bound").isEqualTo(503);
    disk.room(2000);
    assertThat(server.get("/actuator/health/readiness").statusCode()).as("attempt").isEqualTo(503);
    assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    disk.room(1_000_000);
    assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }
}
