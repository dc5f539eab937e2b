package io.interleave.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

class TraceApiTest {

  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
  }

  private static HttpResponse<String> trace(String id, String type) {
    return server.get("/api/runs/" + id + "/trace", "Accept", type);
  }

  @Test
  void bothFormsSayWhatTheStreamSays() {
    String id = server.run("deadlock", Map.of());
    JsonNode run = server.awaitEnd(id);
    List<TestServer.Sse> frames = TestServer.frames(server.stream(id));

    HttpResponse<String> ndjson = trace(id, "application/x-ndjson");
    assertThat(ndjson.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    List<String> lines = ndjson.body().lines().toList();
    int events = run.get("events").asInt();
    assertThat(lines).hasSize(events + 2);
    JsonNode header = TestServer.JSON.readTree(lines.getFirst());
    assertThat(header.get("run")).isEqualTo(run);
    assertThat(header.get("threads").size()).isEqualTo(run.get("threads").asInt());
    for (int seq = 1; seq <= events; seq++) {
      assertThat(TestServer.JSON.readTree(lines.get(seq)).get("seq").asInt()).isEqualTo(seq);
    }
    JsonNode trailer = TestServer.JSON.readTree(lines.getLast());
    assertThat(trailer.at("/end/events").asInt()).isEqualTo(events);
    assertThat(trailer.at("/findings/0/type").asString()).isEqualTo("deadlock");

    HttpResponse<String> compact = trace(id, "application/json");
    assertThat(compact.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode json = TestServer.JSON.readTree(compact.body());
    assertThat(json.propertyNames())
        .containsExactly("formatVersion", "run", "batches", "findings", "end");
    assertThat(json.get("run")).isEqualTo(run);
    assertThat(json.get("batches").valueStream().map(JsonNode::toString).toList())
        .isEqualTo(data(frames, "events"));
    assertThat(json.get("findings").valueStream().map(JsonNode::toString).toList())
        .isEqualTo(data(frames, "finding"));
    assertThat(json.at("/end/events").asInt()).isEqualTo(events);
  }

  private static List<String> data(List<TestServer.Sse> frames, String event) {
    return frames.stream()
        .filter(frame -> frame.event().equals(event))
        .map(frame -> TestServer.JSON.readTree(frame.data()).toString())
        .toList();
  }

  @Test
  void aRunningRunsTraceIsWhatIsThereSoFar() {
    String id = server.run("sleeping", Map.of("time", 60_000));
    TestServer.until(() -> server.json("/api/runs/" + id).get("events").asInt() >= 2);
    List<String> lines = trace(id, "application/x-ndjson").body().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2)).contains("thread.sleep");
    assertThat(
            TestServer.JSON
                .readTree(trace(id, "application/json").body())
                .at("/end/events")
                .asInt())
        .isEqualTo(2);
    assertThat(server.get("/api/runs/" + id + "/picture.svg").statusCode()).isEqualTo(200);
    server.delete("/api/runs/" + id);
  }

  @Test
  void thePictureIsSmallAndShowsEveryThread() throws Exception {
    String id = server.run("counting", Map.of("threads", 60, "rounds", 300));
    server.awaitEnd(id);
    HttpResponse<String> picture = server.get("/api/runs/" + id + "/picture.svg");
    assertThat(picture.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/svg+xml");
    assertThat(picture.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age");
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(picture.body())));
    assertThat(svg.getDocumentElement().getAttribute("width")).isEqualTo("320");
    assertThat(svg.getElementsByTagName("rect").getLength()).isBetween(61, 61 * 320);
    assertThat(picture.body().length()).isLessThan(1_000_000);
  }
}
