package io.interleave.server.client;

import static io.interleave.server.TestServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.run.Runs;
import io.interleave.server.session.Sessions;
import io.interleave.server.stream.Viewers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client takes all that it can get, of a server as it comes; others are served. */
class OneClientTest {

  private static final String FORWARDED = "X-Forwarded-For";
  private static final Map<String, Object> LONG = Map.of("time", 60_000);

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.network.proxies=127.0.0.1",
            "interleave.limits.runs-per-client=4",
            "interleave.limits.viewers-per-client=20",
            "interleave.limits.clients-per-address=4",
            "interleave.exploration.per-client=2",
            "interleave.exploration.executions=1000000000",
            "interleave.session.requests-per-client=4",
            "interleave.session.find-time=200ms",
            "interleave.limits.run-duration=5m");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Another address. */
  private static String[] other(int number) {
    return new String[] {FORWARDED, "10.0.0." + number, Caller.HEADER, TestServer.client("other")};
  }

  private static int post(String path, String body, String... headers) {
    return server.post(path, body, headers).statusCode();
  }

  @Test
  void runsOfOthersAreAdmittedAndTheirTurnComes() {
    String sleeping = "{\"scenario\":\"sleeping\",\"parameters\":{\"time\":60000}}";
    List<String> mine = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 18; i++) {
      HttpResponse<String> response = server.post(sleeping);
      if (response.statusCode() == 201) {
        mine.add(TestServer.JSON.readTree(response.body()).get("id").asString());
      } else {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        refused++;
      }
    }
    assertThat(mine).hasSize(4);
    assertThat(refused).isEqualTo(14);
    String others = server.run("counting", Map.of(), other(1));
    String othersToo = server.run("counting", Map.of(), other(2));
    // Two of mine sleep. With one of them ended, the others' turns come before my next ones.
    server.delete("/api/runs/" + mine.get(0));
    until(() -> server.status(mine.get(2)).equals("running"));
    assertThat(server.status(mine.get(3))).isEqualTo("queued");
    server.delete("/api/runs/" + mine.get(1));
    assertThat(server.awaitEnd(others).get("status").asString()).isEqualTo("completed");
    assertThat(server.awaitEnd(othersToo).get("status").asString()).isEqualTo("completed");
    assertThat(server.status(mine.get(3))).isIn("queued", "running");
    mine.forEach(id -> server.delete("/api/runs/" + id));
    until(() -> server.bean(Runs.class).live() + server.bean(Runs.class).queued() == 0);
  }

  @Test
  void streamsOfOthersAreServed() {
    String id = server.run("sleeping", LONG, other(3));
    List<CompletableFuture<HttpResponse<String>>> watching = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // Five names, which an address does not count for.
      HttpRequest request =
          server.request("/api/runs/" + id + "/events", Caller.HEADER, "name" + i % 5).build();
      watching.add(server.http().sendAsync(request, BodyHandlers.ofString()));
    }
    until(() -> watching.stream().filter(CompletableFuture::isDone).count() == 20);
    assertThat(watching)
        .filteredOn(CompletableFuture::isDone)
        .allMatch(each -> each.join().statusCode() == 429);
    assertThat(server.bean(Viewers.class).current()).isEqualTo(80);
    HttpRequest.Builder others = server.request("/api/runs/" + id + "/events", other(4));
    CompletableFuture<HttpResponse<String>> seen =
        server.http().sendAsync(others.build(), BodyHandlers.ofString());
    until(() -> server.bean(Viewers.class).current() == 81);
    assertThat(server.delete("/api/runs/" + id, other(3)).statusCode()).isEqualTo(204);
    assertThat(seen.join().body()).contains("event: end");
    watching.forEach(CompletableFuture::join);
    until(() -> server.bean(Viewers.class).current() == 0);
  }

  @Test
  void explorationsOfOthersAreAdmitted() {
    String path = "/api/explorations";
    String body =
        """
        {"scenario":"racing","method":"interleavings","parameters":{"threads":4,"rounds":20}}
        """;
    List<Integer> statuses = new ArrayList<>();
    List<String> mine = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      HttpResponse<String> response = server.post(path, body);
      statuses.add(response.statusCode());
      response.headers().firstValue("Location").ifPresent(mine::add);
    }
    assertThat(statuses).startsWith(201, 201).endsWith(429);
    HttpResponse<String> others = server.post(path, "{\"scenario\":\"racing\"}", other(5));
    assertThat(others.statusCode()).isEqualTo(201);
    mine.forEach(each -> server.delete(each));
    String location = others.headers().firstValue("Location").orElseThrow();
    until(() -> server.json(location).get("status").asString().equals("completed"));
  }

  @Test
  void stepsOfOthersAreTaken() {
    String mine = server.created("/api/sessions", "{\"scenario\":\"racing\"}").get("id").asString();
    HttpResponse<String> opened =
        server.post("/api/sessions", "{\"scenario\":\"racing\"}", other(6));
    String others = opened.headers().firstValue("Location").orElseThrow();
    List<CompletableFuture<HttpResponse<String>>> finding = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      HttpRequest request =
          server
              .request("/api/sessions/" + mine + "/steps", "Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"find\"}"))
              .build();
      finding.add(server.http().sendAsync(request, BodyHandlers.ofString()));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(post(others + "/steps", "{\"action\":\"auto\",\"steps\":1}", other(6)))
          .isEqualTo(200);
    }
    assertThat(finding.stream().map(each -> each.join().statusCode()))
        .allMatch(status -> status == 200 || status == 429);
    assertThat(server.bean(Sessions.class).refused()).isPositive();
  }

  @Test
  void aCourseBehindAProxyHasAnAllowanceForEachOfIt(@TempDir Path other) {
    try (TestServer behind =
        TestServer.start(
            other,
            "interleave.network.proxies=127.0.0.1",
            "interleave.limits.runs-per-minute=1",
            "interleave.limits.clients-per-address=3")) {
      assertThat(behind.get("/actuator/health").statusCode()).isEqualTo(200);
      assertThat(behind.get("/actuator/health", FORWARDED, "192.0.2.1").statusCode())
          .as("who runs it is on its machine")
          .isEqualTo(404);
      String body = "{\"scenario\":\"counting\"}";
      for (int i = 1; i <= 5; i++) {
        assertThat(behind.post("/api/runs", body, FORWARDED, "192.0.2." + i).statusCode())
            .isEqualTo(201);
        assertThat(behind.post("/api/runs", body, FORWARDED, "192.0.2." + i).statusCode())
            .isEqualTo(429);
      }
      List<Integer> ofOneAddress = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        String name = TestServer.client("student" + i);
        ofOneAddress.add(
            behind
                .post("/api/runs", body, FORWARDED, "198.51.100.1", Caller.HEADER, name)
                .statusCode());
      }
      assertThat(ofOneAddress).containsExactly(201, 201, 201, 429, 429);
    }
  }
}
