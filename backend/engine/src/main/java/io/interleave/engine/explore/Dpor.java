package io.interleave.engine.explore;

import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
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
 * One schedule of each equivalence class: optimal dynamic partial-order reduction, with sleep sets
 * and wake-up trees.
 *
 * <p>Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic Partial Order
 * Reduction, JACM 64(4), 2017. When an execution is over, each step that races with an earlier one
 * is put before it: the steps that do not depend on the earlier one, and then this one, are to be
 * explored from the choice before that, unless they can begin with a step that was, or is to be,
 * explored there. A thread whose step was explored sleeps until a conflicting step is taken; an
 * execution in which all enabled threads sleep is redundant and stopped. So no two executions that
 * go to their end are equivalent, and but for operations that wait for what others hold, none is
 * redundant. Races are looked for among new steps; those of repeated steps were reversed when these
 * were new.
 *
 * <p>Operations that wait are handled with two rules. A step races with a later operation only if
 * that could have gone before it: the level of the object there tells (a release does not race with
 * the acquire that it enables, the acquire before it does). And what a thread was waiting to do
 * when an execution ended, however that ended, is checked like a step taken then, with the clocks
 * of that execution and not of an earlier wait.
 *
 * <p>At most 64 threads. Not thread-safe.
 */
final class Dpor implements Search, Strategy {

  /** The most threads that an execution can have. */
  static final int MOST_THREADS = 64;

  // How many steps a daemon may take before the others, so that one without an end lets them go on.
  private static final int DAEMON_STEPS = 50;

  private Step[] steps = new Step[64];
  // How many steps the current execution has chosen.
  private int chosen;
  // How many of them are complete: footprint, clock and races known.
  private int complete;
  // How many choices the next execution repeats.
  private int repeated;
  private boolean begun;
  private boolean redundant;
  private boolean cutDaemonsOff;
  private boolean prioritized;
  // The step that was chosen last, with what is to follow it.
  private @Nullable Wake chosenWake;
  // Of the current execution, by thread.
  private int[][] clocks = new int[MOST_THREADS + 1][];
  private final int[] counts = new int[MOST_THREADS + 1];
  // The threads that have begun, a bit each.
  private long begunThreads;
  // By object, the last step on it, and the last that did more than look.
  private final Map<Integer, Integer> lastOn = new HashMap<>();
  private final Map<Integer, Integer> lastChange = new HashMap<>();

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
      long explored = Step.bit(step.thread);
      if ((step.sleeping & explored) == 0) {
        step.sleeping |= explored;
        step.sleepers = with(step.sleepers, step.thread, step.footprint);
      }
      step.tree.removeFirst();
      if (step.hasWake()) {
        step.thread = step.tree.getFirst().thread;
        step.alternative = 0;
        step.alternatives = 1;
        break;
      }
      depth--;
    }
    repeated = depth;
    chosenWake = depth == 0 ? null : steps[depth - 1].tree.getFirst();
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
    begunThreads = 0;
    Arrays.fill(clocks, Clocks.NONE);
    Arrays.fill(counts, 0);
    lastOn.clear();
    lastChange.clear();
  }

  @Override
  public int choose(Execution execution) {
    if (execution.taskCount() > MOST_THREADS) {
      throw new Unexplorable(
          new Text(
                  "An exploration by classes takes programs of at most %d threads.",
                  "按等价类探索的程序最多有 %d 个线程。")
              .with(MOST_THREADS));
    }
    prioritized |= execution.isPrioritized();
    if (prioritized && chosen >= repeated) {
      redundant = true;
      return STOP;
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
      enabled |= Step.bit(execution.enabled(i));
    }
    Step step = newStep(enabled);
    long awake = enabled & ~step.sleeping;
    if (awake == 0) {
      redundant = true;
      return STOP;
    }
    if (chosenWake != null) {
      step.tree = chosenWake.next;
    }
    if (!step.hasWake()) {
      int preferred = prefer(execution, awake);
      step.tree.add(new Wake(preferred, Footprint.pending(execution.task(preferred))));
    }
    chosenWake = step.tree.getFirst();
    step.thread = chosenWake.thread;
    waits(step, execution.task(step.thread));
    steps[chosen++] = step;
    return step.thread;
  }

  private static void waits(Step step, Task task) {
    step.awaited = task.awaited();
    step.awaitedSince = step.awaited.length == 0 ? 0 : task.awaitedSince();
  }

  /** The choice that comes next, with those asleep that the last step did not wake. */
  private Step newStep(long enabled) {
    if (chosen == 0) {
      return new Step(enabled, 0, new Footprint[0]);
    }
    Step before = steps[chosen - 1];
    long asleep = before.sleeping & ~Step.bit(before.thread);
    long still = 0;
    for (long left = asleep; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      Footprint sleeper = before.sleepers[thread];
      if (sleeper != null && !sleeper.conflicts(before.footprint)) {
        still |= Step.bit(thread);
      }
    }
    return new Step(enabled, still, before.sleepers);
  }

  // Which one is tried first makes no difference to what is found, but to how soon: daemons first,
  // for they are cut off when the others have ended; then the one that is running, which costs no
  // switch; then whoever need not give up.
  private int prefer(Execution execution, long awake) {
    int last = execution.last();
    int lowestReady = 0;
    for (long left = awake; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      Task task = execution.task(thread);
      if (task.isDaemon() && counts[thread] < DAEMON_STEPS) {
        return thread;
      }
      if (task.isReady()) {
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

  @Override
  public boolean outlives(Execution execution) {
    for (int i = 0; i < execution.enabledCount(); i++) {
      if (counts[execution.enabled(i)] < DAEMON_STEPS) {
        return true;
      }
    }
    return false;
  }

  /** A thread begins where the step that started it was, which may be long after it was made. */
  private void inheritClocks(Execution execution) {
    int starter = execution.last();
    for (int id = 1; id <= execution.taskCount(); id++) {
      if ((begunThreads & Step.bit(id)) == 0 && execution.task(id).isAlive()) {
        begunThreads |= Step.bit(id);
        clocks[id] = starter == 0 ? Clocks.NONE : clocks[starter];
      }
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
      step.potential = Footprint.possible(task);
      step.levelBefore = execution.levelBefore();
      step.secondLevelBefore = execution.secondLevelBefore();
      step.levelAfter = task.pending().shared() == null ? 0 : task.pending().shared().level();
      step.count = counts[thread];
      link(step);
      int[] before = clocks[thread];
      step.clock = clock(before, step);
      step.clock[thread] = step.count;
      findRaces(index, step, before, task.pending(), canAlways(task));
      complete = index + 1;
    }
    clocks[thread] = step.clock;
    Footprint touched = step.footprint;
    remember(touched, touched.first(), index);
    remember(touched, touched.second(), index);
    remember(touched, touched.signal(), index);
    for (int object : touched.looks()) {
      remember(touched, object, index);
    }
  }

  private void remember(Footprint touched, int object, int index) {
    if (object != 0) {
      lastOn.put(object, index);
      if (touched.changes(object)) {
        lastChange.put(object, index);
      }
    }
  }

  private void link(Step step) {
    Footprint touched = step.footprint;
    step.beforeOnFirst = last(lastOn, touched.first());
    step.beforeOnSecond = last(lastOn, touched.second());
    step.beforeOnSignal = last(lastOn, touched.signal());
    step.changeOfFirst = last(lastChange, touched.first());
    step.changeOfSecond = last(lastChange, touched.second());
    step.changeOfSignal = last(lastChange, touched.signal());
    int[] looks = touched.looks();
    step.beforeOnLooks = new int[looks.length];
    step.changeOfLooks = new int[looks.length];
    for (int i = 0; i < looks.length; i++) {
      step.beforeOnLooks[i] = last(lastOn, looks[i]);
      step.changeOfLooks[i] = last(lastChange, looks[i]);
    }
  }

  private static int last(Map<Integer, Integer> steps, int object) {
    return object == 0 ? -1 : steps.getOrDefault(object, -1);
  }

  /** The clock of a step: its thread's, and those of all conflicting steps before it. */
  private int[] clock(int[] before, Step step) {
    int[] clock = Arrays.copyOf(before, Math.max(before.length, step.thread + 1));
    Footprint touched = step.footprint;
    clock = joinObject(clock, step, touched.first());
    clock = joinObject(clock, step, touched.second());
    clock = joinObject(clock, step, touched.signal());
    for (int object : touched.looks()) {
      clock = joinObject(clock, step, object);
    }
    return clock;
  }

  private int[] joinObject(int[] clock, Step step, int object) {
    int[] joined = clock;
    if (object == 0) {
      return joined;
    }
    Footprint touched = step.footprint;
    boolean changes = touched.changes(object);
    for (int i = step.conflictingBefore(object, changes);
        i >= 0;
        i = steps[i].conflictingBefore(object, changes)) {
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
   * Finds the earlier steps that a step races with.
   *
   * @param index where the step is, or would be
   * @param before the clock of its thread before it
   * @param intent what it is, and when it is possible
   * @param always whether it is possible at any time
   */
  private void findRaces(int index, Step step, int[] before, Intent intent, boolean always) {
    Footprint touched = step.footprint;
    step.races.clear();
    int[] covered = Clocks.NONE;
    IntPredicate anyway =
        i -> always || (intent.isInterruptible() && isInterruptedWithout(i, step));
    IntPredicate turn = i -> step.awaited.length == 0 || isLedOnWithout(i, index, step);
    IntPredicate onFirst =
        i ->
            turn.test(i)
                && (anyway.test(i) || intent.isReadyAt(levelWithout(i, index, touched.first())));
    // A signal before its wake-up cannot go after it; an interrupt before a parking may.
    boolean enabledElsewhere =
        intent.second() != 0 && intent.mayWait() && intent.kind() != Kind.THREAD_RESUME;
    IntPredicate onSecond = i -> turn.test(i) && (anyway.test(i) || !enabledElsewhere);
    covered = racesOn(touched.first(), step, before, onFirst, covered);
    covered = racesOn(touched.second(), step, before, onSecond, covered);
    covered = racesOn(touched.signal(), step, before, turn, covered);
    for (int object : touched.looks()) {
      covered = racesOn(object, step, before, turn, covered);
    }
  }

  /**
   * Whether a thread that goes round would have its turn without a step: something that does not
   * depend on that step has changed what it looks at.
   */
  private boolean isLedOnWithout(int skipped, int end, Step waiting) {
    for (int i = end - 1; i >= waiting.awaitedSince; i--) {
      Step other = steps[i];
      if (i != skipped && !steps[skipped].happensBefore(other.clock) && leadsOn(other, waiting)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leadsOn(Step change, Step waiting) {
    for (int object : waiting.awaited) {
      if (change.footprint.changes(object)) {
        return true;
      }
    }
    int signal = waiting.footprint.signal();
    return signal != 0 && change.footprint.changes(signal);
  }

  private int[] racesOn(
      int object, Step step, int[] before, IntPredicate possible, int[] coveredBefore) {
    int[] covered = coveredBefore;
    if (object == 0) {
      return covered;
    }
    boolean changes = step.footprint.changes(object);
    for (int i = step.conflictingBefore(object, changes);
        i >= 0;
        i = steps[i].conflictingBefore(object, changes)) {
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
        step.races.add(i);
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

  /** Whether an interrupt that does not depend on a step would end the wait of another step. */
  private boolean isInterruptedWithout(int skipped, Step waiting) {
    int signal = waiting.footprint.signal();
    for (int i = waiting.beforeOnSignal; i >= 0; i = steps[i].before(signal)) {
      Step earlier = steps[i];
      boolean write = earlier.footprint.writes(signal);
      if (earlier.thread == waiting.thread) {
        if (earlier.footprint.first() == signal) {
          return earlier.levelAfter > 1; // whether its own status was set as of then
        }
        if (write) {
          return false; // an interrupt before that was taken there
        }
      } else if (write && (i < skipped || !steps[skipped].happensBefore(earlier.clock))) {
        return true;
      }
    }
    return false;
  }

  // What gives up, or wakes for no reason, can do so at any time.
  private static boolean canAlways(Task task) {
    return task.pending().isTimed() || task.couldWakeSpuriously();
  }

  @Override
  public Count ended(Driver.Done done) {
    if (prioritized) {
      return Count.REDUNDANT;
    }
    for (int i = Math.max(0, repeated - 1); i < complete; i++) {
      reverse(steps[i]);
    }
    // What is left to do is checked with the clocks as they are now, not as they were when its
    // thread began to wait.
    Execution execution = done.execution();
    if (done.ending() != Ending.CANCELLED) {
      // One that does not depend on the end came before it in some execution.
      cutDaemonsOff |= execution.hasLateDeaths();
      for (int id = 1; id <= execution.taskCount(); id++) {
        Task task = execution.task(id);
        boolean left =
            task.isAlive() && !task.isCut() && task.pending().kind() != Kind.THREAD_START;
        cutDaemonsOff |= task.isDaemon() && task.isEnabled() && !redundant;
        if (left && !(redundant && task.isEnabled())) {
          reverse(pending(task));
        }
      }
    }
    return redundant ? Count.REDUNDANT : Count.NEW;
  }

  /**
   * Where threads have priorities no two steps are independent, and each schedule is a class of its
   * own.
   */
  @Override
  public @Nullable Search replacement() {
    return prioritized ? new Interleavings(true) : null;
  }

  /** What daemons would have done after a program's end may have come before it. */
  @Override
  public boolean isComplete() {
    return !cutDaemonsOff;
  }

  /** What a task was about to do when the execution ended, as if it were a step. */
  private Step pending(Task task) {
    Step pending = new Step(0, 0, new Footprint[0]);
    pending.thread = task.id();
    pending.footprint = Footprint.pending(task);
    pending.potential = pending.footprint;
    pending.count = counts[task.id()] + 1;
    waits(pending, task);
    link(pending);
    int[] before = clocks[task.id()];
    pending.clock = clock(before, pending);
    findRaces(complete, pending, before, task.pending(), canAlways(task));
    return pending;
  }

  private void reverse(Step racing) {
    for (int first : racing.races) {
      new Reversal(steps, complete, first, racing).insert();
    }
  }
}
