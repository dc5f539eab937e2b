package io.interleave.engine.explore;

import io.interleave.engine.control.Intent;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Strategy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Depth first through all choices, each execution from the start: the choices up to the last one
 * that has something left to try are repeated, the rest is new. Not thread-safe.
 */
abstract class DepthFirst implements Search, Strategy {

  private static final class Node {
    final int[] options;
    int index;
    int alternative;
    int alternatives = 1;

    Node(int[] options) {
      this.options = options;
    }
  }

  private Node[] nodes = new Node[64];
  // invariant: nodes below depth are those of the current execution
  private int depth;
  private int repeated;
  private boolean begun;
  private boolean stopped;
  private final boolean delicateFromTheStart;
  private boolean delicate;

  /**
   * @param delicate whether threads of the program look at each other's states
   */
  DepthFirst(boolean delicate) {
    this.delicateFromTheStart = delicate;
    this.delicate = delicate;
  }

  /**
   * The threads to try at a choice that was never there before, in this order; empty for none, then
   * the execution is redundant.
   */
  abstract int[] options(Execution execution);

  /** A choice has nothing left to try. */
  void left(int atDepth) {}

  @Override
  public @Nullable Strategy next() {
    if (!begun) {
      begun = true;
      return this;
    }
    while (depth > 0) {
      Node node = nodes[depth - 1];
      if (node.alternative + 1 < node.alternatives) {
        node.alternative++;
        break;
      }
      if (node.index + 1 < node.options.length) {
        node.index++;
        node.alternative = 0;
        node.alternatives = 1;
        break;
      }
      depth--;
      left(depth);
    }
    repeated = depth;
    return depth == 0 ? null : this;
  }

  @Override
  public void begin(Execution execution) {
    depth = 0;
    stopped = false;
  }

  @Override
  public int choose(Execution execution) {
    if (depth >= repeated) {
      int[] options = options(execution);
      if (options.length == 0) {
        stopped = true;
        return STOP;
      }
      if (depth == nodes.length) {
        nodes = Arrays.copyOf(nodes, depth * 2);
      }
      nodes[depth] = new Node(options);
    }
    Node node = nodes[depth++];
    return node.options[node.index];
  }

  @Override
  public int alternative(Execution execution, int count) {
    Node node = nodes[depth - 1];
    node.alternatives = count;
    return node.alternative;
  }

  @Override
  public Count ended(Driver.Done done) {
    return stopped ? Count.REDUNDANT : Count.NEW;
  }

  /** How many choices were made so far. */
  final int depth() {
    return depth;
  }

  /** All that are enabled; or one whose step no other thread can tell from a later one. */
  final int[] enabled(Execution execution) {
    int count = execution.enabledCount();
    // Where threads have priorities, one that begins or wakes up keeps others from running.
    delicate |= execution.isPrioritized();
    int[] all = new int[count];
    int invisible = 0;
    for (int i = 0; i < count; i++) {
      all[i] = execution.enabled(i);
      Intent intent = execution.task(all[i]).pending();
      delicate |= looksAtThreads(intent);
      if (isInvisible(intent)) {
        invisible = all[i];
      }
    }
    return invisible == 0 || delicate ? all : new int[] {invisible};
  }

  /** Whether some thread can tell when another begins, pauses, or ends. */
  static boolean looksAtThreads(Intent intent) {
    return switch (intent.kind()) {
      case THREAD_INTERRUPT, THREAD_JOIN_REQUEST -> true;
      case THREAD_JOIN -> intent.isTimed();
      default -> false;
    };
  }

  // Who joins a thread waits for its end; nobody can see that before or after anything else.
  private static boolean isInvisible(Intent intent) {
    return switch (intent.kind()) {
      case THREAD_START, THREAD_END, THREAD_SLEEP, IO_BEGIN -> true;
      case THREAD_JOIN -> intent.isReady();
      default -> false;
    };
  }

  /** Whether it took for invisible what some thread looked at. */
  final boolean wasTooQuick() {
    return delicate && !delicateFromTheStart;
  }
}
