package io.interleave.server.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.findings.Findings;
import io.interleave.engine.run.Status;
import io.interleave.server.RecordedRuns;
import io.interleave.server.TestServer;
import io.interleave.server.store.Recorded;
import io.interleave.server.store.Recordings;
import io.interleave.server.store.Run;
import io.interleave.server.store.RunStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was found while a run went on is what its stored trace says, for the whole catalogue. */
class FindingsAgainTest {

  private final TestServer server = TestServer.shared();

  @TestFactory
  Stream<DynamicTest> everyVariantInEveryMode() {
    List<RecordedRuns.OfVariant> runs = RecordedRuns.all();
    assertThat(runs).hasSizeGreaterThan(10);
    return runs.stream().map(run -> DynamicTest.dynamicTest(run.name(), () -> compare(run.id())));
  }

  private void compare(String id) {
    server.awaitEnd(id);
    Run run = server.bean(RunStore.class).find(id).orElseThrow();
    Recorded recorded = server.bean(Recordings.class).of(server.bean(RunStore.class).log(id));
    assertThat(Findings.of(recorded.trace(), Extent.timing(run.mode()), how(run.status())))
        .as(run.status() + " " + run.reason())
        .isEqualTo(recorded.findings());
  }

  private static Close how(Status status) {
    return switch (status) {
      case COMPLETED -> Close.ENDED;
      case DEADLOCKED -> Close.STOOD;
      case TIMED_OUT, CANCELLED, FAILED -> Close.CUT;
      case QUEUED, RUNNING -> throw new IllegalArgumentException("it has not ended");
    };
  }
}
