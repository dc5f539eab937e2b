package io.interleave.engine.explore;

import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Execution;
import org.jspecify.annotations.Nullable;

/**
 * Every schedule, one by one, as far as any thread can tell them apart: the slow and obvious way
 * that all others are compared with.
 */
final class Interleavings extends DepthFirst {

  private long found;

  Interleavings(boolean delicate) {
    super(delicate);
  }

  @Override
  int[] options(Execution execution) {
    return enabled(execution);
  }

  @Override
  public Count ended(Driver.Done done) {
    found++;
    return super.ended(done);
  }

  @Override
  public double interleavings() {
    return found;
  }

  @Override
  public @Nullable Search replacement() {
    return wasTooQuick() ? new Interleavings(true) : null;
  }
}
