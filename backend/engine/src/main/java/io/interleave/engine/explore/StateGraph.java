package io.interleave.engine.explore;

import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Execution;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every reachable state once: an execution that comes to a state which was there before is stopped.
 * Counts, on the way, how many schedules there are, without walking them.
 */
final class StateGraph extends DepthFirst {

  private static final int[] NONE = {};

  private final States states = new States();
  // How many schedules lead from a state to an end.
  private final Map<Long, Double> known = new HashMap<>();
  private long[] stack = new long[64];
  // By depth: how many schedules lead on from what was tried there so far.
  private double[] counted = new double[64];
  private int stacked;
  private double merged;
  private double total = -1;

  StateGraph(boolean delicate) {
    super(delicate);
  }

  @Override
  public void begin(Execution execution) {
    super.begin(execution);
    states.begin();
    merged = 1;
  }

  @Override
  public void stepped(Execution execution) {
    states.stepped(execution.task(execution.last()));
  }

  @Override
  int[] options(Execution execution) {
    long state = states.hash(execution);
    Double paths = known.get(state);
    if (paths != null) {
      merged = paths;
      return NONE;
    }
    int depth = depth();
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
      counted = Arrays.copyOf(counted, depth * 2);
    }
    stack[depth] = state;
    counted[depth] = 0;
    stacked = depth + 1;
    return enabled(execution);
  }

  @Override
  public Count ended(Driver.Done done) {
    if (stacked > 0) {
      counted[stacked - 1] += merged;
    }
    return super.ended(done);
  }

  @Override
  void left(int depth) {
    known.put(stack[depth], counted[depth]);
    stacked = depth;
    if (depth > 0) {
      counted[depth - 1] += counted[depth];
    } else {
      total = counted[0];
    }
  }

  @Override
  public long states() {
    return known.size();
  }

  @Override
  public double interleavings() {
    return total;
  }

  @Override
  public @Nullable Search replacement() {
    return wasTooQuick() ? new StateGraph(true) : null;
  }
}
