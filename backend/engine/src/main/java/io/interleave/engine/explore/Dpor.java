package io.interleave.engine.explore;

import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of each equivalence class: dynamic partial-order reduction with source sets and
 * sleep sets.
 *
 * <p>Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic Partial Order
 * Reduction, JACM 64(4), 2017. After each step, every earlier conflicting step that it races with
 * is found; if the choice before that step has no initial thread of the reversed execution among
 * those to try, one is added. A thread whose step was explored sleeps until a conflicting step is
 * taken; an execution in which all enabled threads sleep is redundant and stopped. So no two
 * executions that go to their end are equivalent.
 *
 * <p>Operations that wait are handled as in the paper's section on blocking, with two rules. A step
 * races with a later operation only if that could have gone before it: the level of the object
 * there tells (a release does not race with the acquire that it enables, the acquire before it
 * does). And what a thread was waiting to do when an execution ended, however that ended, is
 * checked like a step taken then, with the clocks of that execution and not of an earlier wait.
 *
 * <p>At most 64 threads. Not thread-safe.
 */
final class Dpor implements Search, Strategy {

  /** The most threads that an execution can have. */
  static final int MOST_THREADS = 64;

  private Step[] steps = new Step[64];
  // How many steps the current execution has chosen.
  private int chosen;
  // How many of them are complete: footprint, clock and races known.
  private int complete;
  // How many choices the next execution repeats.
  private int repeated;
  private boolean begun;
  private boolean redundant;
  // Of the current execution, by thread.
  private int[][] clocks = new int[MOST_THREADS + 1][];
  private final int[] counts = new int[MOST_THREADS + 1];
  private int createdBefore;
  // By object, the last step on it.
  private final Map<Integer, Integer> lastOn = new HashMap<>();

  private static long bit(int thread) {
    return 1L << (thread - 1);
  }

  @Override
  public @Nullable Strategy next() {
    if (!begun) {
      begun = true;
      return this;
    }
    int depth = chosen;
    while (depth > 0) {
      Step step = steps[depth - 1];
      if (step.alternative + 1 < step.alternatives) {
        step.alternative++;
        break;
      }
      long explored = bit(step.thread);
      if ((step.sleeping & explored) == 0) {
        step.sleeping |= explored;
        step.sleepers = with(step.sleepers, step.thread, step.footprint);
      }
      long left = step.toTry & ~step.sleeping & step.enabled;
      if (left != 0) {
        step.thread = Long.numberOfTrailingZeros(left) + 1;
        step.alternative = 0;
        step.alternatives = 1;
        break;
      }
      depth--;
    }
    repeated = depth;
    return depth == 0 ? null : this;
  }

  private static @Nullable Footprint[] with(
      @Nullable Footprint[] sleepers, int thread, Footprint footprint) {
    @Nullable Footprint[] more = Arrays.copyOf(sleepers, Math.max(sleepers.length, thread + 1));
    more[thread] = footprint;
    return more;
  }

  @Override
  public void begin(Execution execution) {
    chosen = 0;
    complete = Math.max(0, repeated - 1);
    redundant = false;
    createdBefore = 0;
    Arrays.fill(clocks, Clocks.NONE);
    Arrays.fill(counts, 0);
    lastOn.clear();
  }

  @Override
  public int choose(Execution execution) {
    if (execution.taskCount() > MOST_THREADS) {
      throw new IllegalArgumentException(
          "an exploration by classes takes programs of at most " + MOST_THREADS + " threads");
    }
    inheritClocks(execution);
    if (chosen < repeated) {
      return steps[chosen++].thread;
    }
    if (chosen == steps.length) {
      steps = Arrays.copyOf(steps, chosen * 2);
    }
    long enabled = 0;
    for (int i = 0; i < execution.enabledCount(); i++) {
      enabled |= bit(execution.enabled(i));
    }
    Step step = newStep(enabled);
    long awake = enabled & ~step.sleeping;
    if (awake == 0) {
      redundant = true;
      return STOP;
    }
    step.thread = prefer(execution, awake);
    step.toTry = bit(step.thread);
    steps[chosen++] = step;
    return step.thread;
  }

  /** The choice that comes next, with those asleep that the last step did not wake. */
  private Step newStep(long enabled) {
    if (chosen == 0) {
      return new Step(enabled, 0, new Footprint[0]);
    }
    Step before = steps[chosen - 1];
    long asleep = before.sleeping & ~bit(before.thread);
    long still = 0;
    for (long left = asleep; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      Footprint sleeper = before.sleepers[thread];
      if (sleeper != null && !sleeper.conflicts(before.footprint)) {
        still |= bit(thread);
      }
    }
    return new Step(enabled, still, before.sleepers);
  }

  // Which one is tried first makes no difference to what is found, but to how soon: daemons first,
  // for they are cut off when the others have ended; then the one that is running, which costs no
  // switch; then whoever need not give up.
  private static int prefer(Execution execution, long awake) {
    int last = execution.last();
    int lowestReady = 0;
    for (long left = awake; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      Task task = execution.task(thread);
      if (task.isReady()) {
        if (task.isDaemon()) {
          return thread;
        }
        lowestReady = lowestReady == 0 || thread == last ? thread : lowestReady;
      }
    }
    if (lowestReady != 0) {
      return lowestReady;
    }
    int soonest = Long.numberOfTrailingZeros(awake) + 1;
    for (long left = awake; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      if (execution.task(thread).deadline() < execution.task(soonest).deadline()) {
        soonest = thread;
      }
    }
    return soonest;
  }

  @Override
  public int alternative(Execution execution, int count) {
    Step step = steps[chosen - 1];
    step.alternatives = count;
    return step.alternative;
  }

  /** A thread begins where the step that created it was. */
  private void inheritClocks(Execution execution) {
    int creator = execution.last();
    while (createdBefore < execution.taskCount()) {
      createdBefore++;
      clocks[createdBefore] = creator == 0 ? Clocks.NONE : clocks[creator];
    }
  }

  @Override
  public void stepped(Execution execution) {
    int index = execution.steps() - 1;
    Step step = steps[index];
    Task task = execution.task(step.thread);
    int thread = step.thread;
    counts[thread]++;
    if (index >= complete) {
      step.footprint = Footprint.taken(execution, task);
      step.levelBefore = execution.levelBefore();
      step.secondLevelBefore = execution.secondLevelBefore();
      step.levelAfter = task.pending().shared() == null ? 0 : task.pending().shared().level();
      step.count = counts[thread];
      link(step);
      int[] before = clocks[thread];
      step.clock = clock(before, step);
      step.clock[thread] = step.count;
      reverseRaces(index, step, before, task.pending(), canAlways(execution, task));
      complete = index + 1;
    }
    clocks[thread] = step.clock;
    Footprint touched = step.footprint;
    remember(touched.first(), index);
    remember(touched.second(), index);
    remember(touched.signal(), index);
  }

  private void remember(int object, int index) {
    if (object != 0) {
      lastOn.put(object, index);
    }
  }

  private void link(Step step) {
    step.beforeOnFirst = last(step.footprint.first());
    step.beforeOnSecond = last(step.footprint.second());
    step.beforeOnSignal = last(step.footprint.signal());
  }

  private int last(int object) {
    return object == 0 ? -1 : lastOn.getOrDefault(object, -1);
  }

  /** The clock of a step: its thread's, and those of all conflicting steps before it. */
  private int[] clock(int[] before, Step step) {
    int[] clock = Arrays.copyOf(before, Math.max(before.length, step.thread + 1));
    Footprint touched = step.footprint;
    clock = joinObject(clock, touched, touched.first(), step.beforeOnFirst);
    clock = joinObject(clock, touched, touched.second(), step.beforeOnSecond);
    return joinObject(clock, touched, touched.signal(), step.beforeOnSignal);
  }

  private int[] joinObject(int[] clock, Footprint touched, int object, int from) {
    int[] joined = clock;
    for (int i = from; i >= 0; i = steps[i].before(object)) {
      Step earlier = steps[i];
      if (earlier.footprint.conflicts(touched)) {
        joined = Clocks.join(joined, earlier.clock);
        if (earlier.footprint.writes(object)) {
          break; // everything before it on this object happens before it
        }
      }
    }
    return joined;
  }

  /**
   * Finds the earlier steps that a step races with, and sees to it that each race is reversed in
   * some execution.
   *
   * @param index where the step is, or would be
   * @param before the clock of its thread before it
   * @param intent what it is, and when it is possible
   * @param always whether it is possible at any time
   */
  private void reverseRaces(int index, Step step, int[] before, Intent intent, boolean always) {
    Footprint touched = step.footprint;
    int[] covered = Clocks.NONE;
    IntPredicate onFirst = i -> always || intent.isReadyAt(levelWithout(i, index, touched.first()));
    // A signal before its wake-up cannot go after it; an interrupt before a parking may.
    boolean enabledElsewhere = intent.mayWait() && intent.kind() != Kind.THREAD_RESUME;
    IntPredicate onSecond = i -> always || !enabledElsewhere;
    covered = reverseOn(touched.first(), step.beforeOnFirst, index, step, before, onFirst, covered);
    covered =
        reverseOn(touched.second(), step.beforeOnSecond, index, step, before, onSecond, covered);
    reverseOn(touched.signal(), step.beforeOnSignal, index, step, before, i -> true, covered);
  }

  private int[] reverseOn(
      int object,
      int from,
      int index,
      Step step,
      int[] before,
      IntPredicate possible,
      int[] coveredBefore) {
    int[] covered = coveredBefore;
    for (int i = from; i >= 0; i = steps[i].before(object)) {
      Step earlier = steps[i];
      boolean write = earlier.footprint.writes(object);
      if (earlier.happensBefore(before) || earlier.happensBefore(covered)) {
        if (write) {
          break; // and so does everything before it on this object
        }
        continue;
      }
      if (!earlier.footprint.conflicts(step.footprint)) {
        continue;
      }
      if (possible.test(i)) {
        reverse(i, index, step);
        covered = Clocks.join(covered.clone(), earlier.clock);
        if (write) {
          break;
        }
      }
    }
    return covered;
  }

  /**
   * The level of an object when everything before a step, and everything after it that does not
   * depend on it, has happened.
   */
  private int levelWithout(int skipped, int end, int object) {
    Step without = steps[skipped];
    if (without.footprint.first() != object) {
      return without.secondLevelBefore;
    }
    int level = without.levelBefore;
    for (int i = end - 1; i > skipped; i--) {
      Step later = steps[i];
      if (later.footprint.first() == object && !without.happensBefore(later.clock)) {
        level += later.levelAfter - later.levelBefore;
      }
    }
    return level;
  }

  /** Sees to it that some execution has the second step before the first. */
  private void reverse(int first, int second, Step racing) {
    Step choice = steps[first];
    int[] begun = new int[MOST_THREADS + 1];
    long initials = 0;
    long seen = 0;
    for (int i = first + 1; i <= second; i++) {
      Step step = i == second ? racing : steps[i];
      if (i < second && choice.happensBefore(step.clock)) {
        continue;
      }
      if ((seen & bit(step.thread)) == 0) {
        if (isInitial(step, begun, seen)) {
          initials |= bit(step.thread);
        }
        seen |= bit(step.thread);
        begun[step.thread] = step.count;
      }
    }
    if ((initials & (choice.toTry | choice.sleeping)) != 0) {
      return;
    }
    long possible = initials & choice.enabled;
    if (possible != 0) {
      long own = bit(racing.thread) & possible;
      choice.toTry |= own != 0 ? own : Long.lowestOneBit(possible);
    }
  }

  // Whether no thread's first step of those that are kept happens before it.
  private static boolean isInitial(Step step, int[] begun, long seen) {
    for (long left = seen; left != 0; left &= left - 1) {
      int other = Long.numberOfTrailingZeros(left) + 1;
      if (other != step.thread && Clocks.at(step.clock, other) >= begun[other]) {
        return false;
      }
    }
    return true;
  }

  // What gives up, or wakes for no reason, can do so at any time.
  private static boolean canAlways(Execution execution, Task task) {
    return task.pending().isTimed()
        || (task.pending().kind() == Kind.CONDITION_WAKE
            && execution.settings().spuriousWakeups() > 0);
  }

  @Override
  public Count ended(Driver.Done done) {
    // What is left to do is checked with the clocks as they are now, not as they were when its
    // thread began to wait.
    Execution execution = done.execution();
    if (done.ending() != Ending.CANCELLED) {
      for (int id = 1; id <= execution.taskCount(); id++) {
        Task task = execution.task(id);
        boolean left =
            task.isAlive() && !task.isCut() && task.pending().kind() != Kind.THREAD_START;
        if (left && !(redundant && task.isEnabled())) {
          checkPending(execution, task);
        }
      }
    }
    return redundant ? Count.REDUNDANT : Count.NEW;
  }

  private void checkPending(Execution execution, Task task) {
    Step pending = new Step(0, 0, new Footprint[0]);
    pending.thread = task.id();
    pending.footprint = Footprint.pending(task);
    pending.count = counts[task.id()] + 1;
    link(pending);
    int[] before = clocks[task.id()];
    pending.clock = clock(before, pending);
    reverseRaces(complete, pending, before, task.pending(), canAlways(execution, task));
  }
}
