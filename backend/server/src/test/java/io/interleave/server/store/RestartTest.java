package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.InterleaveServer;
import io.interleave.server.TestScenarios;
import io.interleave.server.TestServer;
import io.interleave.testing.Nightly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.JsonNode;

/**
 * Kills a server as {@code kill -9} does, in the middle of a run, and looks at what the next one
 * makes of it; then shuts that one down in the middle of a run.
 */
class RestartTest {

  /** The server with the test scenarios, in a process of its own. */
  static final class Main {
    public static void main(String[] args) {
      new SpringApplication(InterleaveServer.class, TestScenarios.class).run(args);
    }
  }

  @TempDir Path dataDir;

  @Test
  void theRunsOfAServerThatEndedAreThereAgain() throws IOException, InterruptedException {
    Process killed = process();
    String finished;
    String finishedStream;
    String running;
    try {
      String base = awaitUrl(killed);
      finished = start(base, "{\"scenario\":\"deadlock\"}");
      finishedStream = get(base + "/api/runs/" + finished + "/events");
      running =
          start(
              base,
              "{\"scenario\":\"counting\",\"parameters\":{\"threads\":2,\"rounds\":1000000}}");
      Path file = dataDir.resolve("runs").resolve(running).resolve("stream.sse");
      TestServer.until(() -> file.toFile().length() > 500_000);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    String left = Files.readString(dataDir.resolve("runs").resolve(running).resolve("stream.sse"));

    try (TestServer server = TestServer.start(dataDir)) {
      assertThat(server.stream(finished)).isEqualTo(finishedStream);
      JsonNode run = server.json("/api/runs/" + running);
      assertThat(run.get("status").asString()).isEqualTo("failed");
      assertThat(run.get("reason").asString()).contains("server stopped");
      String stream = server.stream(running);
      List<TestServer.Sse> frames = TestServer.frames(stream);
      assertThat(frames.getLast().event()).isEqualTo("end");
      assertThat(left).startsWith(stream.substring(0, stream.lastIndexOf("event: end")));
      assertThat(run.get("events").asInt())
          .isEqualTo(Integer.parseInt(frames.get(frames.size() - 2).id()));
      running = server.run("sleeping", Map.of("time", 60_000));
    }
    try (TestServer server = TestServer.start(dataDir)) {
      assertThat(server.status(running)).as("a shutdown ends what runs").isEqualTo("cancelled");
      assertThat(server.stream(finished)).isEqualTo(finishedStream);
    }
  }

  /**
   * What a client has seen the end of is there after a kill, whatever else was ending just then.
   */
  @Nightly
  @Test
  void whatASeenEndSaidIsNotLostHoweverOftenAServerIsKilled() throws Exception {
    Random random = new Random(7);
    Map<String, String> seen = new ConcurrentHashMap<>();
    for (int kill = 1; kill <= 20; kill++) {
      int before = seen.size();
      Process killed = process();
      try {
        String base = awaitUrl(killed);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
          for (int client = 0; client < 4; client++) {
            clients.execute(() -> untilItDies(base, seen));
          }
          TestServer.until(() -> seen.size() > before + 5);
          Thread.sleep(random.nextInt(300));
          killed.destroyForcibly().waitFor();
        }
      } finally {
        killed.destroyForcibly().waitFor();
      }
    }
    try (TestServer server = TestServer.start(dataDir, "interleave.history.runs=100000")) {
      seen.forEach(
          (id, stream) -> {
            assertThat(server.status(id)).as(id).isEqualTo("completed");
            assertThat(TestServer.withoutPings(server.stream(id))).isEqualTo(stream);
          });
      for (JsonNode run : server.json("/api/runs?limit=500")) {
        assertThat(run.get("status").asString()).isIn("completed", "failed");
        assertThat(TestServer.frames(server.stream(run.get("id").asString())).getLast().event())
            .isEqualTo("end");
      }
    }
  }

  /** Starts runs and reads them to their ends; those of which it has seen the end are put down. */
  private static void untilItDies(String base, Map<String, String> seen) {
    try {
      while (true) {
        String id = start(base, "{\"scenario\":\"counting\"}");
        String stream = TestServer.withoutPings(get(base + "/api/runs/" + id + "/events"));
        if (stream.contains("event: end\n") && stream.endsWith("\n\n")) {
          seen.put(id, stream);
        }
      }
    } catch (IOException e) {
      // It was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // it does not live long
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--server.port=0",
            "--interleave.data-dir=" + dataDir,
            "--interleave.limits.events-per-run=16000000", // more than it comes to
            "--interleave.limits.runs-per-minute=100000",
            "--interleave.history.runs=100000",
            "--spring.main.allow-bean-definition-overriding=true")
        .redirectErrorStream(true)
        .start();
  }

  private static String awaitUrl(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int url = line.indexOf("http://localhost:");
      if (url >= 0) {
        return line.substring(url).strip();
      }
    }
    throw new AssertionError("the server did not say where it is");
  }

  private static String start(String base, String body) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/api/runs"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return TestServer.JSON
          .readTree(http.send(request, BodyHandlers.ofString()).body())
          .get("id")
          .asString();
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
