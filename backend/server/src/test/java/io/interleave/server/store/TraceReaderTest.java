package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Finding.Certainty;
import io.interleave.engine.event.Text;
import io.interleave.engine.wire.Declarations;
import io.interleave.engine.wire.Json;
import io.interleave.server.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings come back as they were written, with a witness and without. */
class TraceReaderTest {

  @Test
  void readsFindings() {
    Finding observed =
        new Finding(
            "data-race",
            Certainty.OBSERVED,
            List.of(2, 3),
            List.of(1),
            List.of(4L, 9L),
            new Text("m", "消息"));
    Finding possible =
        new Finding(
            "data-race",
            Certainty.POSSIBLE,
            List.of(2, 3),
            List.of(1),
            List.of(4L, 9L),
            List.of(new Finding.Prefix(1, 2), new Finding.Prefix(3, 8)),
            new Text("says \"why\"", "说明“为什么”"));
    TraceReader reader = new TraceReader(TestServer.JSON);
    for (Finding finding : List.of(observed, possible)) {
      StringBuilder json = new StringBuilder();
      Declarations.finding(new Json(json), finding);
      assertThat(json.toString().contains("witness")).isEqualTo(finding == possible);
      reader.read(Frame.Type.FINDING, json.toString());
    }
    assertThat(reader.findings()).containsExactly(observed, possible);
  }

  @Test
  void readsFindingsOfEarlierVersionsInTheOneLanguageThatTheyHave() {
    TraceReader reader = new TraceReader(TestServer.JSON);
    reader.read(
        Frame.Type.FINDING,
        """
        {"type":"deadlock","certainty":"observed","threads":[1],"objects":[],"events":[4],"message":"m"}
        """);
    assertThat(reader.findings()).extracting(Finding::message).containsExactly(Text.same("m"));
  }
}
