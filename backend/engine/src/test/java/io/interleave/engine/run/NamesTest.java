package io.interleave.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.perfetto.PerfettoTrace;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.wire.Compact;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that no reader could show are told and written like others. */
class NamesTest {

  private static final String HALF = "\ud83d";
  private static final String TURNED = "\u202eabc";

  private static void stuck() throws InterruptedException {
    TracedLatch never = new TracedLatch("latch" + TURNED, 1);
    Activity.note("note" + HALF);
    TracedThread.platform("thread" + HALF, never::await).start().join();
  }

  /** As UTF-8, which has no half of a pair. */
  private static void assertShown(String text) throws CharacterCodingException {
    ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    assertThat(bytes.remaining()).isPositive();
    assertThat(text).doesNotContain("\u202e");
  }

  @Test
  void inRuns() throws Exception {
    for (Runs.Ended run :
        List.of(
            Runs.run(NamesTest::stuck),
            ControlledRuns.run(Plan.by(Strategies.SEQUENTIAL, 1), NamesTest::stuck).run())) {
      assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
      List<Text> messages = run.findings().stream().map(each -> each.message()).toList();
      assertThat(messages).isNotEmpty();
      for (String text :
          messages.stream().flatMap(each -> Stream.of(each.en(), each.zh())).toList()) {
        assertShown(text);
      }
      assertThat(messages.getFirst().en()).contains("thread\\ud83d", "'latch\\u202eabc'");
      assertShown(Compact.of("{}", run.trace(), run.findings()));
      PerfettoTrace perfetto =
          new PerfettoTrace(run.trace(), Timing.STEPS, run.findings(), 1_000_000, Map.of());
      while (perfetto.hasNext()) {
        assertShown(perfetto.next());
      }
    }
  }

  @Test
  void inExplorations(@TempDir Path traces) {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Explore.program(
                        () -> {
                          stuck();
                          return 1;
                        })
                    .tracesIn(traces)
                    .seed(1)
                    .check());

    assertThat(failure).hasMessageContaining("thread\\ud83d").message().doesNotContain("\u202e");
    assertThat(traces).isDirectoryContaining(file -> file.toString().endsWith(".json"));
  }

  @Test
  void inOutcomes(@TempDir Path traces) {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Explore.program(() -> HALF).expecting(_ -> false).tracesIn(traces).seed(1).check());

    assertThat(failure).isNotNull();
    assertThat(traces).isDirectoryContaining(file -> file.toString().endsWith(".json"));
  }
}
