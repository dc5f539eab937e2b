package io.interleave.server.stream;

import static io.interleave.server.TestServer.frames;
import static io.interleave.server.TestServer.until;
import static io.interleave.server.TestServer.withoutPings;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.BatchWriter;
import io.interleave.engine.wire.Ndjson;
import io.interleave.server.TestServer;
import io.interleave.server.TestServer.Sse;
import io.interleave.server.client.Caller;
import io.interleave.server.store.Frame;
import io.interleave.server.store.TraceReader;
import io.interleave.testing.Nightly;
import io.interleave.testing.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StreamTest {

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.stream.ping-interval=100ms",
            "interleave.stream.batch-events=50",
            "interleave.limits.viewers=210",
            "interleave.limits.run-duration=60s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> events(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      lines.add(Ndjson.event(trace, seq));
    }
    return lines;
  }

  private static TraceReader read(TraceReader reader, List<Sse> frames) {
    frames.forEach(f -> reader.read(Frame.Type.ofWord(f.event()).orElseThrow(), f.data()));
    return reader;
  }

  private static TraceReader reader() {
    return new TraceReader(TestServer.JSON);
  }

  @Test
  void theStreamHasItsFourTypesInOrder() {
    String id = server.run("deadlock", Map.of());
    List<Sse> frames = frames(server.stream(id));

    assertThat(frames.getFirst().event()).isEqualTo("run");
    assertThat(frames.getFirst().id()).isEqualTo("0");
    assertThat(TestServer.JSON.readTree(frames.getFirst().data()).get("formatVersion").asInt())
        .isEqualTo(1);
    Sse end = frames.getLast();
    assertThat(end.event()).isEqualTo("end");
    int events = TestServer.JSON.readTree(end.data()).get("events").asInt();
    assertThat(end.id()).isEqualTo(events + ".end");
    assertThat(TestServer.JSON.readTree(end.data()).at("/run/status").asString())
        .isEqualTo("deadlocked");
    Sse finding =
        frames.stream().filter(f -> f.event().equals("finding")).findFirst().orElseThrow();
    int at = frames.indexOf(finding);
    assertThat(finding.id()).isEqualTo(frames.get(at - 1).id() + ".1");
    TraceReader reader = read(reader(), frames);
    assertThat(reader.trace().size()).isEqualTo(events);
    assertThat(reader.findings())
        .hasSize(TestServer.JSON.readTree(end.data()).get("findings").asInt());
  }

  @Test
  void aReplayIsTheSameBytesAsTheLiveStream() {
    String id = server.run("counting", Map.of("threads", 4, "rounds", 20_000));
    String live = server.stream(id);
    assertThat(withoutPings(server.stream(id))).isEqualTo(withoutPings(live));
  }

  @Test
  void everyFrameAndEverySeqCanBeResumedFrom() {
    String id = server.run("counting", Map.of("threads", 3, "rounds", 300));
    String whole = withoutPings(server.stream(id));
    List<Sse> frames = frames(whole);
    Trace trace = read(reader(), frames).trace();
    List<String> events = events(trace);

    for (int i = 0; i < frames.size() - 1; i++) {
      String rest = withoutPings(server.stream(id, "Last-Event-ID", frames.get(i).id()));
      assertThat(whole).endsWith(rest);
      assertThat(frames(rest)).isEqualTo(frames.subList(i + 1, frames.size()));
    }
    Seeds.check(
        "a stream resumed after an event",
        100,
        5,
        seed -> {
          int seq = 1 + new Random(seed).nextInt(trace.size());
          TraceReader client = reader();
          client.read(Frame.Type.EVENTS, new BatchWriter(trace).next(seq));
          HttpResponse<String> rest = server.get("/api/runs/" + id + "/events?lastEventId=" + seq);
          read(client, frames(rest.body()));
          assertThat(events(client.trace())).as("resumed after %d", seq).isEqualTo(events);
        });
    assertThat(
            server
                .get("/api/runs/" + id + "/events", "Last-Event-ID", frames.getLast().id())
                .statusCode())
        .isEqualTo(204);
  }

  @Test
  void anIdThatTheStreamDoesNotHaveIsAProblem() {
    String id = server.run("counting", Map.of());
    int events = server.awaitEnd(id).get("events").asInt();
    for (String nonsense :
        List.of(
            "x",
            "-1",
            "1.",
            "1.0",
            "1.x",
            (events + 1) + "",
            "3.end",
            events + ".7",
            "99999999999",
            "0.end")) {
      HttpResponse<String> response =
          server.get("/api/runs/" + id + "/events", "Last-Event-ID", nonsense);
      assertThat(response.statusCode()).as(nonsense).isEqualTo(400);
      assertThat(TestServer.JSON.readTree(response.body()).get("field").asString())
          .isEqualTo("lastEventId");
    }
    assertThat(server.get("/api/runs/none/events").statusCode()).isEqualTo(404);
  }

  @Test
  void aSilentRunIsPinged() throws IOException {
    String id = server.run("sleeping", Map.of("time", 60_000));
    long begin = System.nanoTime();
    try (BufferedReader lines = server.openStream("/api/runs/" + id + "/events")) {
      int pings = 0;
      while (pings < 5) {
        pings += lines.readLine().equals(": ping") ? 1 : 0;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("no more often than it should be")
          .isGreaterThan(Duration.ofMillis(400));
      server.delete("/api/runs/" + id);
      assertThat(lines.lines()).contains("event: end");
    }
  }

  @Nightly
  @Test
  void pingsComeInTime() {
    String stream = server.stream(server.run("sleeping", Map.of("time", 1_000)));
    assertThat(stream.split(": ping\n\n", -1)).hasSizeBetween(4, 12);
    assertThat(frames(stream).getLast().event()).isEqualTo("end");
  }

  @Test
  void aQueuedRunsStreamWaitsForItsTurn() throws IOException {
    List<String> before =
        List.of(
            server.run("sleeping", Map.of("time", 60_000)),
            server.run("sleeping", Map.of("time", 60_000)));
    String queued = server.run("counting", Map.of());
    assertThat(server.status(queued)).isEqualTo("queued");
    try (BufferedReader lines = server.openStream("/api/runs/" + queued + "/events")) {
      assertThat(lines.readLine()).isEqualTo(": ping");
      before.forEach(id -> server.delete("/api/runs/" + id));
      assertThat(lines.lines().filter(line -> line.startsWith("event: ")).toList())
          .startsWith("event: run", "event: events")
          .endsWith("event: end");
    }
  }

  @Test
  void twoHundredViewersGetEveryEventAndOneMoreThanTheBoundIsRefused() {
    String id = server.run("counting", Map.of("threads", 4, "rounds", 3_000));
    List<CompletableFuture<HttpResponse<String>>> viewers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      viewers.add(
          server
              .http()
              .sendAsync(
                  server
                      .request("/api/runs/" + id + "/events", Caller.HEADER, "viewer" + i)
                      .build(),
                  BodyHandlers.ofString()));
    }
    String replay = withoutPings(server.stream(id));
    for (CompletableFuture<HttpResponse<String>> viewer : viewers) {
      assertThat(withoutPings(viewer.join().body()).equals(replay)).isTrue();
    }
    // They have all they want before the server has counted them out.
    until(() -> server.bean(Viewers.class).current() == 0);

    String slow = server.run("sleeping", Map.of("time", 60_000));
    List<CompletableFuture<?>> watching = new ArrayList<>();
    for (int i = 0; i < 210; i++) {
      watching.add(
          server
              .http()
              .sendAsync(
                  server
                      .request("/api/runs/" + slow + "/events", Caller.HEADER, "viewer" + i)
                      .build(),
                  BodyHandlers.ofString()));
    }
    until(() -> server.bean(Viewers.class).current() == 210);
    HttpResponse<String> refused = server.get("/api/runs/" + slow + "/events");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    server.delete("/api/runs/" + slow);
    CompletableFuture.allOf(watching.toArray(CompletableFuture[]::new)).join();
    until(() -> server.bean(Viewers.class).current() == 0);
  }

  @Test
  void aViewerThatNeverReadsHurtsNobody() throws IOException {
    whileTwentyDoNotRead(
        (id, seen) -> {
          assertThat(server.get("/api/scenarios").statusCode()).isEqualTo(200);
          assertThat(withoutPings(server.stream(id))).isEqualTo(withoutPings(seen));
          until(() -> server.bean(Viewers.class).current() == 20); // all that do not read
        });
  }

  @Nightly
  @Test
  void aViewerThatNeverReadsSlowsNobodyDown() throws IOException {
    whileTwentyDoNotRead(
        (id, seen) -> {
          long begin = System.nanoTime();
          assertThat(server.get("/api/scenarios").statusCode()).isEqualTo(200);
          assertThat(withoutPings(server.stream(id))).isEqualTo(withoutPings(seen));
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        });
  }

  /** Takes a run's id, and its stream as somebody who reads has seen it meanwhile. */
  private static void whileTwentyDoNotRead(BiConsumer<String, String> body) throws IOException {
    String id = server.run("counting", Map.of("threads", 4, "rounds", 30_000));
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(server.address());
        socket
            .getOutputStream()
            .write(
                ("GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        stalled.add(socket);
      }
      String seen = server.stream(id);
      JsonNode run = server.json("/api/runs/" + id);
      assertThat(run.get("status").asString()).as(run.toString()).isEqualTo("completed");
      assertThat(run.at("/outcome/value").asString()).isEqualTo("120000");
      assertThat(seen.length()).as("more than sockets buffer").isGreaterThan(4_000_000);
      body.accept(id, seen);
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
    until(() -> server.bean(Viewers.class).current() == 0);
  }
}
