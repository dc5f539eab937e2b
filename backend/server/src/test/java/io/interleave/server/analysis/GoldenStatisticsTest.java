package io.interleave.server.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.store.Frame;
import io.interleave.server.store.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The statistics of the recorded runs in docs/golden-traces, which the page's own computation is
 * compared with too: docs/trace-format.md, "Statistics".
 *
 * <p>{@code -Dgolden.refresh=true} computes them anew.
 */
class GoldenStatisticsTest {

  private static final Path GOLDEN = Path.of("../../docs/golden-traces");

  @TestFactory
  Stream<DynamicTest> everyTraceHasItsStatistics() throws IOException {
    List<Path> streams;
    try (Stream<Path> files = Files.list(GOLDEN)) {
      streams = files.filter(file -> file.toString().endsWith(".sse")).sorted().toList();
    }
    assertThat(streams).isNotEmpty();
    return streams.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path stream) throws IOException {
    Path file =
        stream.resolveSibling(stream.getFileName().toString().replace(".sse", ".stats.json"));
    String computed =
        TestServer.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statistics(stream))
            + "\n";
    if (Boolean.getBoolean("golden.refresh")) {
      Files.writeString(file, computed);
    }
    assertThat(TestServer.JSON.readTree(computed))
        .isEqualTo(TestServer.JSON.readTree(Files.readString(file)));
  }

  /** Of the whole run and of its second and third quarter. */
  private static JsonNode statistics(Path stream) throws IOException {
    TraceReader reader = new TraceReader(TestServer.JSON);
    JsonNode run = null;
    for (TestServer.Sse frame : TestServer.frames(Files.readString(stream))) {
      reader.read(Frame.Type.ofWord(frame.event()).orElseThrow(), frame.data());
      JsonNode last = TestServer.JSON.readTree(frame.data()).path("run");
      run = last.isMissingNode() ? run : last;
    }
    assertThat(run).isNotNull();
    Analysed analysed =
        new Analysed(reader.trace(), reader.findings(), Extent.timing(run.path("mode").asString()));
    long end = analysed.end(run.path("durationNanos").asLong());
    ArrayNode ranges = TestServer.JSON.createArrayNode();
    ranges.add(exact(StatisticsView.of(analysed.statistics(0, Long.MAX_VALUE, end))));
    ranges.add(exact(StatisticsView.of(analysed.statistics(end / 4, end / 2, end))));
    ranges.add(exact(StatisticsView.of(analysed.statistics(end / 2, end - end / 4, end))));
    ObjectNode statistics = TestServer.JSON.createObjectNode();
    statistics.put("end", end);
    statistics.set("ranges", ranges);
    return statistics;
  }

  /** Without percentiles, which are no more exact than a histogram. */
  private static JsonNode exact(StatisticsView view) {
    JsonNode tree = TestServer.JSON.valueToTree(view);
    for (JsonNode object : tree.path("objects")) {
      for (String durations : List.of("waits", "holds")) {
        ((ObjectNode) object.path(durations)).remove(List.of("p50Nanos", "p95Nanos", "p99Nanos"));
      }
    }
    return tree;
  }
}
