package io.interleave.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.server.RecordedRuns;
import io.interleave.server.TestServer;
import io.interleave.server.store.Frame;
import io.interleave.server.store.Recorded;
import io.interleave.server.store.Run;
import io.interleave.server.store.TraceReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Perfetto's importer takes what is written for it: recorded runs, and live ones of every scenario.
 *
 * <p>{@code -Dgolden.refresh=true} writes the example in docs/golden-traces anew.
 */
class PerfettoTest {

  private static final Path GOLDEN = Path.of("../../docs/golden-traces");

  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.shared();
  }

  private static String golden(Path stream) throws IOException {
    TraceReader reader = new TraceReader(TestServer.JSON);
    JsonNode run = null;
    for (TestServer.Sse frame : TestServer.frames(Files.readString(stream))) {
      reader.read(Frame.Type.ofWord(frame.event()).orElseThrow(), frame.data());
      JsonNode last = TestServer.JSON.readTree(frame.data()).path("run");
      run = last.isMissingNode() ? run : last;
    }
    assertThat(run).isNotNull();
    StringBuilder document = new StringBuilder();
    PerfettoExport.trace(
            server.bean(JsonMapper.class).treeToValue(run, Run.class),
            new Recorded(reader.trace(), List.copyOf(reader.findings())))
        .forEachRemaining(document::append);
    return document.toString();
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedRunIsTaken() throws IOException {
    List<Path> streams;
    try (Stream<Path> files = Files.list(GOLDEN)) {
      streams = files.filter(file -> file.toString().endsWith(".sse")).sorted().toList();
    }
    assertThat(streams).isNotEmpty();
    return streams.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> taken(PerfettoImporter.read(golden(file)))));
  }

  private static void taken(PerfettoImporter importer) {
    assertThat(importer.category("state")).isNotEmpty();
    for (PerfettoImporter.Flow flow : importer.flows) {
      assertThat(flow.in().tid).isNotEqualTo(flow.out().tid);
      assertThat(flow.in().from).isGreaterThanOrEqualTo(flow.out().from);
    }
  }

  @Test
  void theDeadlockIsTheExample() throws IOException {
    Path file = GOLDEN.resolve("deadlock.perfetto.json");
    String written = golden(GOLDEN.resolve("deadlock.sse"));
    if (Boolean.getBoolean("golden.refresh")) {
      Files.writeString(file, written);
    }
    assertThat(written).isEqualTo(Files.readString(file));
    PerfettoImporter importer = PerfettoImporter.read(written);
    assertThat(importer.category("finding"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.name).isEqualTo("deadlock"));
    List<PerfettoImporter.Slice> blocked =
        importer.category("state").stream()
            .filter(slice -> slice.name.startsWith("blocked on "))
            .toList();
    assertThat(blocked).hasSize(2);
    for (PerfettoImporter.Slice slice : blocked) {
      String holder = slice.args.get("holder").asString();
      assertThat(importer.category("hold"))
          .as("who has " + slice.name)
          .anyMatch(
              hold ->
                  hold.name.equals(holder)
                      && importer.rows.get(hold.tid).equals(slice.args.get("object").asString()));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioIsTaken() {
    List<RecordedRuns.OfVariant> runs = RecordedRuns.all();
    assertThat(runs).hasSizeGreaterThan(10);
    return runs.stream()
        .map(run -> DynamicTest.dynamicTest(run.name(), () -> taken(run.id(), run.mode())));
  }

  private static void taken(String id, String mode) {
    server.awaitEnd(id);
    HttpResponse<String> response = server.get("/api/runs/" + id + "/trace.perfetto.json");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    PerfettoImporter importer = PerfettoImporter.read(response.body());
    taken(importer);
    assertThat(importer.flows).hasSize(causesElsewhere(id));
    assertThat(importer.otherData.get("run").asString()).isEqualTo(id);
    assertThat(importer.otherData.get("time").asString().contains("step"))
        .isEqualTo(mode.equals(Run.CONTROLLED));
  }

  /** How many events of a run have a cause by another thread, of which some runs have none. */
  private static int causesElsewhere(String id) {
    Map<Long, Long> threads = new HashMap<>();
    int causes = 0;
    String path = "/api/runs/" + id + "/trace";
    for (String line : server.get(path, "Accept", "application/x-ndjson").body().lines().toList()) {
      JsonNode event = TestServer.JSON.readTree(line);
      if (event.has("seq")) {
        long thread = event.get("thread").asLong();
        threads.put(event.get("seq").asLong(), thread);
        boolean elsewhere =
            event.has("cause") && threads.get(event.get("cause").asLong()) != thread;
        causes += elsewhere ? 1 : 0;
      }
    }
    return causes;
  }

  @Test
  void aRunThatIsNotThereHasNone() {
    HttpResponse<String> response = server.get("/api/runs/gone/trace.perfetto.json");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void theImporterIsStrict() {
    String good = "{'ph':'B','pid':1,'tid':1,'ts':1,'cat':'c','name':'n','args':{}}";
    String end = "{'ph':'E','pid':1,'tid':1,'ts':2.001,'cat':'c','name':'n'}";
    assertThat(read(good, end).slices).hasSize(1);
    for (List<String> bad :
        List.of(
            List.of(good),
            List.of(end),
            List.of(good, end.replace("'n'", "'m'")),
            List.of(good, end.replace("2.001", "0.5")),
            List.of(good, end, good.replace("'ts':1,", "")),
            List.of(good, end, good.replace("'B'", "'s'")),
            List.of(
                good,
                end,
                "{'ph':'f','pid':1,'tid':1,'ts':1,'cat':'c','name':'n','id':1,'bp':'e'}"),
            List.of(
                good,
                end,
                "{'ph':'C','pid':1,'tid':1,'ts':1,'cat':'c','name':'n','args':{'v':'x'}}"),
            List.of(good, end, good.replace("'pid':1", "'pid':2")))) {
      assertThatThrownBy(() -> read(bad.toArray(String[]::new))).as("%s", bad).isNotNull();
    }
  }

  private static PerfettoImporter read(String... events) {
    String names =
        "{'ph':'M','pid':1,'tid':1,'name':'process_name','args':{'name':'p'}},"
            + "{'ph':'M','pid':1,'tid':1,'name':'thread_name','args':{'name':'t'}},";
    String document = "{'otherData':{},'traceEvents':[" + names + String.join(",", events) + "]}";
    return PerfettoImporter.read(document.replace('\'', '"'));
  }
}
