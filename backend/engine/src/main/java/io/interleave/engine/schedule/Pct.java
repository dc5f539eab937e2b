package io.interleave.engine.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Probabilistic concurrency testing: the thread with the highest of random priorities goes, and at
 * {@code depth - 1} random steps the one that would go gets the lowest.
 *
 * <p>Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
 * Guarantees of Finding Bugs, ASPLOS 2010. Guarantee: of a program with n threads and at most k
 * steps, one execution finds a bug of depth d (one that d ordering constraints suffice for) with a
 * probability of at least 1 / (n k<sup>d-1</sup>), if {@code length} is at least k.
 *
 * <p>Beyond the paper, a thread that waits for nothing but time, or has just failed an attempt,
 * gets the lowest priority: otherwise two threads that retry could keep the others from ever going
 * on.
 */
public final class Pct implements Strategy {

  private final Random random;
  // invariant: ids of threads, the one with the highest priority first
  private final List<Integer> priorities = new ArrayList<>();
  private final Set<Integer> changes = new HashSet<>();

  /**
   * @param depth how many ordering constraints the bug needs, at least 1
   * @param length about how many steps an execution takes, at least 1
   */
  public Pct(long seed, int depth, int length) {
    this.random = Seeds.random(seed);
    for (int i = 1; i < depth; i++) {
      changes.add(random.nextInt(length) + 1);
    }
  }

  /** Gives each thread that is new a priority. */
  private void prioritize(Execution execution) {
    while (priorities.size() < execution.taskCount()) {
      int id = priorities.size() + 1;
      priorities.add(random.nextInt(id), id);
    }
  }

  @Override
  public int choose(Execution execution) {
    prioritize(execution);
    int chosen = highest(execution);
    if (changes.contains(execution.steps() + 1)) {
      demote(chosen);
      chosen = highest(execution);
    }
    return chosen;
  }

  private int highest(Execution execution) {
    for (int id : priorities) {
      if (execution.isEnabled(id) && execution.task(id).isReady()) {
        return id;
      }
    }
    for (int id : priorities) {
      if (execution.isEnabled(id)) {
        return id;
      }
    }
    throw new IllegalStateException("nothing is enabled");
  }

  private void demote(int id) {
    priorities.remove(Integer.valueOf(id));
    priorities.add(id);
  }

  @Override
  public int alternative(Execution execution, int count) {
    return random.nextInt(count);
  }

  @Override
  public void stepped(Execution execution) {
    int last = execution.last();
    if (execution.task(last).gaveUp()) {
      prioritize(execution); // it may be asked for its first choice only later
      demote(last);
    }
  }
}
