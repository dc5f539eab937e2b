package io.interleave.server.trace;

import static io.interleave.engine.event.ThreadState.BLOCKED;
import static io.interleave.engine.event.ThreadState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.state.ThreadStates;
import io.interleave.engine.analysis.state.ThreadStates.Stretch;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void aPictureHidesNoContentionHoweverShort() {
    List<Stretch> lane =
        List.of(
            new Stretch(RUNNING, 0, 500_000),
            new Stretch(BLOCKED, 500_000, 500_001),
            new Stretch(RUNNING, 500_001, 1_000_000));
    List<Stretch> columns = Picture.columns(lane, 1_000_000);
    assertThat(columns).extracting(Stretch::state).containsExactly(RUNNING, BLOCKED, RUNNING);
    assertThat(columns.get(1)).isEqualTo(new Stretch(BLOCKED, 160, 161));
    assertThat(columns.getLast().to()).isEqualTo(Picture.WIDTH);
  }

  @Test
  void aPictureHasAtMostAsManyRectanglesAsColumns() {
    Trace trace = new Trace();
    for (int i = 0; i < 100_000; i++) {
      trace.append(2L * i, 1, Kind.THREAD_SLEEP, 0, 1, 0, 0);
      trace.append(2L * i + 1, 1, Kind.THREAD_WAKE, 0, 0, 0, 0);
    }
    List<Stretch> columns = Picture.columns(ThreadStates.of(trace, 200_000).get(1), 200_000);
    assertThat(columns).hasSizeLessThanOrEqualTo(Picture.WIDTH);
    assertThat(columns).extracting(Stretch::state).containsOnly(RUNNING);
  }
}
