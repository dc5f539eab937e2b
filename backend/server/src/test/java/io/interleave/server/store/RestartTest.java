package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.InterleaveServer;
import io.interleave.server.TestScenarios;
import io.interleave.server.TestServer;
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
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--server.port=0",
                "--interleave.data-dir=" + dataDir,
                "--interleave.limits.events-per-run=16000000", // more than it comes to
                "--spring.main.allow-bean-definition-overriding=true")
            .redirectErrorStream(true)
            .start();
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
