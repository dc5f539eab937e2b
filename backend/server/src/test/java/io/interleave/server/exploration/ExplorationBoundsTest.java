package io.interleave.server.exploration;

import static io.interleave.server.exploration.ExplorationApiTest.awaitEnd;
import static io.interleave.server.exploration.ExplorationApiTest.endless;
import static io.interleave.server.exploration.ExplorationApiTest.explored;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many explorations a server takes and keeps. */
class ExplorationBoundsTest {

  private static final String PATH = "/api/explorations";

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.exploration.queue-length=2",
            "interleave.exploration.kept=3",
            "interleave.exploration.resumable=1",
            "interleave.exploration.executions=1000000000",
            "interleave.exploration.time=5m");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void oneTooManyIsRefusedAndAQueuedOneCanBeCancelled() {
    String running = endless(server);
    TestServer.until(
        () -> server.json(PATH + "/" + running).get("status").asString().equals("running"));
    String waiting = endless(server);
    assertThat(server.json(PATH + "/" + waiting).get("status").asString()).isEqualTo("queued");
    HttpResponse<String> refused = server.post(PATH, "{\"scenario\":\"racing\"}");
    // The last place is for somebody who has none.
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(server.delete(PATH + "/" + waiting).statusCode()).isEqualTo(204);
    assertThat(server.json(PATH + "/" + waiting).get("status").asString()).isEqualTo("cancelled");
    assertThat(server.delete(PATH + "/" + running).statusCode()).isEqualTo(204);
    assertThat(awaitEnd(server, running).get("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void theOldestAreForgottenAndOnlyTheLatestCanGoOn() {
    String fields = "\"scenario\":\"racing\",\"bounds\":{\"executions\":1}";
    String first = explored(server, fields).get("id").asString();
    String second = explored(server, fields).get("id").asString();
    assertThat(server.post(PATH + "/" + first + "/resume", "{}").statusCode()).isEqualTo(409);
    assertThat(server.post(PATH + "/" + second + "/resume", "{}").statusCode()).isEqualTo(200);
    List<String> more =
        IntStream.range(0, 6).mapToObj(_ -> explored(server, fields).get("id").asString()).toList();
    TestServer.until(
        () ->
            Stream.concat(Stream.of(first, second), more.stream())
                    .filter(id -> server.get(PATH + "/" + id).statusCode() == 200)
                    .count()
                <= 3);
  }
}
