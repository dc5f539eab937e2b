package io.interleave.server.analysis;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.server.store.Run;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the time of a run means, and how far it goes. */
public final class Extent {

  private Extent() {}

  /**
   * What the time of a run of this mode means.
   *
   * @param mode as {@link Run#mode} says it
   */
  public static Timing timing(String mode) {
    return mode.equals(Run.CONTROLLED) ? Timing.STEPS : Timing.REAL;
  }

  /**
   * When a run ended, or the latest that any event tells; of a controlled run, the end of the last
   * step.
   *
   * @param duration how long the run took, null while it goes on
   * @param latest the time of its latest event
   */
  public static long end(Timing timing, @Nullable Long duration, long latest) {
    return switch (timing) {
      case STEPS -> latest - latest % Lanes.STEP + Lanes.STEP;
      case REAL -> Math.max(latest, Objects.requireNonNullElse(duration, 0L));
    };
  }
}
