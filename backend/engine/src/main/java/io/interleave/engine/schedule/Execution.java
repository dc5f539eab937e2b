package io.interleave.engine.schedule;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Memory;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import io.interleave.engine.record.Strand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One controlled execution of a program: its tasks, whose turn it is, its virtual time.
 *
 * <p>Assumes: threads share nothing but through the primitives, and depend on nothing that differs
 * from one execution to the next. Guarantees: the same choices give the same execution, event for
 * event.
 *
 * <p>Once a thread has a priority other than the normal one, the execution is that of one processor
 * under a scheduler of fixed priorities: nobody takes a step while a thread of higher priority is
 * ready.
 *
 * <p>A task that arrives at an operation lets the strategy choose, in its own context; only where
 * another task is chosen does it give its carrier up. Everything happens on one thread at a time;
 * only {@link #cancel} and {@link #steps} may be called by others.
 */
public final class Execution implements Control {

  /** What the clock of the trace advances with each step. */
  public static final long STEP_NANOS = 1_000_000;

  private final Settings settings;
  private final Strategy strategy;
  private final Carrier carrier;
  private final Recording recording;
  private final @Nullable JavaMemory memory;
  private final Loops loops;
  private final Changes changes = new Changes();
  // By id - 1.
  private final List<Task> tasks = new ArrayList<>();
  // The ids of the enabled tasks, ascending, as of the last choice.
  private int[] enabled = new int[8];
  private int enabledCount;
  private int[] choices = new int[64];
  private volatile int steps;
  private volatile boolean cancelled;
  private long elapsed;
  private int keepingGoing;
  // When only daemons were left.
  private int stepsOfProgram = Integer.MAX_VALUE;
  private int deathsOfProgram = Integer.MAX_VALUE;
  private boolean struggled;
  private boolean prioritized;
  private @Nullable Task current;
  private @Nullable Task next;
  private boolean over;
  private @Nullable Ending ending;
  private @Nullable RuntimeException error;
  // Of the step that is being taken.
  private int levelBefore;
  private int secondLevelBefore;
  private long asking;

  /**
   * @param promises what reads may see early, under a modelled memory
   * @param loops what is known of the program's loops
   * @param silent whether it leaves no trace
   */
  Execution(
      Settings settings,
      Strategy strategy,
      Carrier carrier,
      Promises promises,
      Loops loops,
      boolean silent) {
    this.settings = settings;
    this.strategy = strategy;
    this.carrier = carrier;
    this.loops = loops;
    this.memory =
        settings.memory() == Settings.MemoryModel.JAVA ? new JavaMemory(this, promises) : null;
    this.recording =
        new Recording(this, this::newTask, silent, settings.events(), settings.threads());
  }

  private Strand newTask(Recorder recorder, Runnable life) {
    Task task = new Task(this, recorder, life);
    tasks.add(task);
    return task;
  }

  /**
   * Runs it to its end. Called once, by a {@link Driver}.
   *
   * @param main makes what carries the main thread
   * @throws RuntimeException what the strategy threw
   */
  Ending run(Function<Recording, Strand> main) {
    strategy.begin(this);
    main.apply(recording).start();
    next = choose();
    while (next != null) {
      Task task = next;
      next = null;
      current = task;
      carrier.resume(task);
    }
    over = true;
    if (!cancelled) {
      boolean _ = Thread.interrupted(); // a task's own, and no other execution's
    }
    if (error != null) {
      throw error;
    }
    return Objects.requireNonNull(ending);
  }

  /**
   * Lets the tasks that are left run to their end, where their carrier needs that. Nobody looks at
   * the execution any more: it is not what it was.
   */
  void unwind() {
    if (!carrier.mustUnwind()) {
      return;
    }
    over = true;
    recording.stop();
    for (Task task : List.copyOf(tasks)) {
      while (task.begun && !task.ended) {
        current = task;
        carrier.resume(task);
      }
    }
  }

  // --- what tasks do ---

  void start(Task task) {
    task.started = true;
    task.history = mix(task.history, current == null ? 0 : current.history);
    if (!task.isDaemon()) {
      keepingGoing++;
    }
    if (memory != null) {
      memory.created(current == null ? 0 : current.id(), task.id());
    }
    carrier.prepare(task);
  }

  void ended(Task task) {
    task.ended = true;
    task.carried = null;
    if (over) {
      return;
    }
    if (!task.isDaemon()) {
      keepingGoing--;
    }
    finishStep(task);
    if (keepingGoing == 0 && stepsOfProgram > steps) {
      stepsOfProgram = steps;
      deathsOfProgram = recording.deaths().size();
      struggled = hasFailures();
    }
    next = choose();
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public boolean turn(Intent intent) {
    adoptInterrupt();
    return step(intent);
  }

  /**
   * A program may set the interrupt status of the JDK's thread that carries its task. That is the
   * task's, set in a step of its own here, and must not reach the next one that is carried. Those
   * who cancel an execution interrupt its carrier too, which is no task's.
   */
  private void adoptInterrupt() {
    if (!cancelled && !over && Thread.interrupted()) {
      interruptSelf();
    }
  }

  private boolean step(Intent intent) {
    Task me = me();
    if (over) {
      throw new RunStopped();
    }
    finishStep(me);
    if (loops.areWatched()) {
      me.place = me.spin != null && me.spin.mayRepeat(intent) ? Places.here() : 0;
    }
    me.pending = intent;
    me.pendingSince = elapsed;
    me.asked = false;
    me.cut = hasFailedTooOften(me);
    Task chosen = choose();
    if (chosen != me) {
      next = chosen;
      carrier.suspend(me);
      if (over) {
        throw new RunStopped();
      }
    }
    begin(me);
    return me.asked;
  }

  /** Failures without a change between them may yet turn out to be rounds of a loop. */
  private boolean hasFailedTooOften(Task task) {
    boolean maySpin =
        task.spin != null
            && task.spin.mayYetGoRound()
            && task.failuresBeforeRound <= settings.retries();
    return task.failures - task.forgiven > settings.retries() && !maySpin;
  }

  /** A task takes the step that it was chosen for. */
  void begin(Task task) {
    task.begun = true;
    Shared shared = task.pending.shared();
    levelBefore = shared == null ? 0 : shared.level();
    Shared second = task.pending.secondShared();
    secondLevelBefore = second == null ? 0 : second.level();
    task.awaitedBefore = task.awaited;
    task.begin();
    if (task.grant == Task.Grant.TIMED_OUT) {
      elapsed = Math.max(elapsed, task.deadline());
    } else if (task.grant == Task.Grant.SPURIOUS) {
      choices[steps - 1] = Schedule.withAlternative(choices[steps - 1], 1);
    }
    if (memory != null) {
      memory.begins(task);
    }
  }

  private void finishStep(Task task) {
    task.history =
        mix(
            task.history,
            ((long) task.pending.kind().code() << 40)
                + ((long) task.pending.object() << 8)
                + (task.failed ? 4 : 0)
                + task.grant.code);
    task.history = mix(task.history, task.observed);
    if (loops.areWatched()) {
      watch(task);
    }
    task.told = task.observed;
    task.observed = 0;
    try {
      strategy.stepped(this);
    } catch (RuntimeException e) {
      error = e; // not into the program that happens to be running
    }
  }

  /** Looks whether a task goes round, after its step. */
  private void watch(Task task) {
    Intent intent = task.pending;
    boolean first = note(intent.object(), effect(task));
    boolean second = note(intent.second(), secondEffect(task));
    boolean signal = note(Intent.signal(task.id()), signalEffect(task));
    boolean changed = first || second || signal;
    if (task.spin == null) {
      task.spin = new Spin();
    }
    Spin spin = task.spin;
    long loop = task.idle > 0 ? spin.loop() : 0;
    if (changed) {
      spin.reset();
      task.failuresBeforeRound = task.failures - task.forgiven;
    } else {
      long what = mix((long) intent.kind().code() << 32 | intent.object(), task.observed);
      spin.add(intent, mix(what, task.grant.code), task.place, steps);
    }
    task.awaited = Spin.NONE;
    if (spin.round() > 0) {
      if (!changes.since(spin.since(), spin.awaited())) {
        loops.meet(spin.loop(), task.id(), steps); // else it might end for what has just changed
      }
    } else if (loop != 0 && memory == null) {
      loops.learn(loop, false); // nobody had changed anything, and yet it left
    }
    if (spin.round() > 0 && loops.putsOff(spin.loop())) {
      task.awaited = spin.awaited();
      task.forgiven = task.failures - task.failuresBeforeRound;
      int most = loops.isEndless(spin.loop()) ? 1 : Loops.ROUNDS;
      task.hopeless = task.idle >= most * spin.round();
    } else {
      task.idle = 0;
      task.hopeless = false;
    }
  }

  private boolean note(int object, Access effect) {
    boolean changed = object != 0 && effect != Access.READ;
    if (changed) {
      changes.add(object, steps);
    }
    return changed;
  }

  /** Whether a task is put off, because it only looks at what has not changed since it looked. */
  private boolean isPutOff(Task task) {
    Spin spin = task.spin;
    if (spin == null || spin.round() == 0 || !loops.putsOff(spin.loop())) {
      return false;
    }
    if (task.isInterruptPending() || changes.since(spin.since(), task.awaited)) {
      task.idle = 0;
      task.hopeless = false;
      return false;
    }
    return true;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  /** The task that goes next, null if nobody does. */
  private @Nullable Task choose() {
    if (!recording.isSilent()) {
      askThoseWhoWait();
    }
    Ending end = error == null ? findEnabled() : Ending.STOPPED;
    if (end == null) {
      end = decide();
    }
    if (end != null) {
      over = true;
      ending = end;
      return null;
    }
    return tasks.get((choices[steps - 1] & Schedule.THREAD) - 1);
  }

  /** Some thread has a priority, and so all have. */
  void hasPriorities() {
    prioritized = true;
  }

  /**
   * Of the enabled tasks, keeps those that no task of higher priority keeps from running: one that
   * is ready does, one that sleeps or waits does not. What wakes up by itself does so in a step of
   * its own, for which it needs the processor too.
   */
  private int keepHighest(int count) {
    int[] priorities = effectivePriorities();
    int top = Integer.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      if (task(enabled[i]).isReady()) {
        top = Math.max(top, priorities[enabled[i] - 1]);
      }
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (priorities[enabled[i] - 1] >= top) {
        enabled[kept++] = enabled[i];
      }
    }
    return kept;
  }

  /** By id - 1: of each its own, or that of one who waits for what lends it, if that is higher. */
  private int[] effectivePriorities() {
    int[] priorities = new int[tasks.size()];
    Arrays.setAll(priorities, index -> tasks.get(index).priority());
    boolean lent = true;
    while (lent) {
      lent = false;
      for (Task task : tasks) {
        Shared waitedFor = task.isAlive() && !task.isReady() ? task.pending.shared() : null;
        int heir = waitedFor == null ? 0 : waitedFor.heir();
        if (heir != 0 && priorities[heir - 1] < priorities[task.id() - 1]) {
          priorities[heir - 1] = priorities[task.id() - 1];
          lent = true;
        }
      }
    }
    return priorities;
  }

  private @Nullable Ending decide() {
    int chosen;
    try {
      chosen = strategy.choose(this);
    } catch (RuntimeException e) {
      error = e; // not into the program that happens to be running
      return Ending.STOPPED;
    }
    if (chosen == Strategy.STOP) {
      return Ending.STOPPED;
    }
    int step = steps;
    if (step == choices.length) {
      choices = Arrays.copyOf(choices, step * 2);
    }
    choices[step] = chosen;
    steps = step + 1;
    return null;
  }

  /** Finds the enabled tasks, or why there is nothing to choose. */
  private @Nullable Ending findEnabled() {
    if (recording.isStopping()) {
      return Ending.LIMIT;
    }
    if (cancelled) {
      return Ending.CANCELLED;
    }
    if (enabled.length < tasks.size()) {
      enabled = new int[tasks.size() * 2];
    }
    int count = 0;
    boolean cut = steps >= settings.steps();
    boolean endless = false;
    Task goingRound = null;
    for (int i = 0, size = tasks.size(); i < size; i++) {
      Task task = tasks.get(i);
      if (task.isEnabled()) {
        if (isPutOff(task)) {
          goingRound = task.hopeless || goingRound != null ? goingRound : task;
          endless |= task.hopeless && !task.isDaemon();
        } else {
          enabled[count++] = i + 1;
        }
      }
      cut |= task.cut && !task.ended;
    }
    if (count == 0 && goingRound != null) {
      goingRound.idle++;
      enabled[count++] = goingRound.id();
    }
    enabledCount = prioritized ? keepHighest(count) : count;
    if (keepingGoing == 0
        && (enabledCount == 0 || steps >= settings.steps() || !strategy.outlives(this))) {
      return Ending.COMPLETED;
    }
    if (steps >= settings.steps()) {
      return Ending.CUT;
    }
    if (count > 0) {
      return null;
    }
    if (cut) {
      return Ending.CUT;
    }
    return endless ? Ending.ENDLESS : Ending.STUCK;
  }

  // A nanosecond after the step, so that the events of the one that took it come first.
  private void askThoseWhoWait() {
    asking = 1;
    for (int i = 0, size = tasks.size(); i < size; i++) {
      Task task = tasks.get(i);
      if (task.isAlive() && !task.asked && task.pending.mayWait() && !task.pending.isReady()) {
        task.asked = true;
        task.pending.ask();
      }
    }
    asking = 0;
  }

  private Task me() {
    return Objects.requireNonNull(current);
  }

  @Override
  public boolean block(Blocking wait) throws InterruptedException {
    Task me = me();
    return switch (me.grant) {
      case READY, SPURIOUS -> true;
      case TIMED_OUT -> {
        if (me.pending.object() != 0) {
          me.failures++; // a pause does not fail
        }
        yield false;
      }
      case INTERRUPTED -> {
        boolean _ = me.takeInterrupt();
        throw new InterruptedException();
      }
    };
  }

  @Override
  public long nanoTime() {
    return steps * STEP_NANOS + asking;
  }

  @Override
  public long elapsed() {
    return elapsed;
  }

  @Override
  public void failed() {
    Task me = me();
    me.failed = true;
    me.failures++;
  }

  @Override
  public void observe(long what) {
    Task me = me();
    me.observed = mix(me.observed, what);
  }

  @Override
  public long history() {
    Task me = me();
    return mix(me.history, me.observed);
  }

  @Override
  public boolean isInterrupted() {
    adoptInterrupt();
    return me().hasInterrupt();
  }

  @Override
  public void interruptSelf() {
    Task me = me();
    step(touchingStatus(me));
    me.setInterrupt();
  }

  private static Intent touchingStatus(Task task) {
    return Intent.of(Kind.THREAD_INTERRUPT, Intent.signal(task.id()), task.permit(), Access.WRITE);
  }

  @Override
  public boolean takeInterrupt() {
    Task me = me();
    turn(touchingStatus(me));
    boolean interrupted = me.takeInterrupt();
    me.foundNothing = !interrupted;
    observe(interrupted ? 1 : 0);
    return interrupted;
  }

  @Override
  public @Nullable Memory memory() {
    return memory;
  }

  /** Which of several courses the step takes, as the strategy says. */
  int alternative(int count) {
    if (count < 2) {
      return 0;
    }
    int chosen = 0;
    try {
      chosen = strategy.alternative(this, count);
    } catch (RuntimeException e) {
      error = e; // not into the program that happens to be running
    }
    choices[steps - 1] = Schedule.withAlternative(choices[steps - 1], chosen);
    return chosen;
  }

  /** Ends it before its next step. Any thread. */
  public void cancel() {
    cancelled = true;
  }

  // --- what strategies see ---

  public Settings settings() {
    return settings;
  }

  /** How many steps were chosen so far. Any thread. */
  public int steps() {
    return steps;
  }

  /** How many tasks can take the next step. */
  public int enabledCount() {
    return enabledCount;
  }

  /** The id of one of them, in ascending order, from 0. */
  public int enabled(int index) {
    return enabled[index];
  }

  public boolean isEnabled(int id) {
    return Arrays.binarySearch(enabled, 0, enabledCount, id) >= 0;
  }

  /**
   * Whether threads have priorities: then who can go depends on who else can, and no two steps are
   * independent.
   */
  public boolean isPrioritized() {
    return prioritized;
  }

  /** How many threads there are; their ids are 1 to this. */
  public int taskCount() {
    return tasks.size();
  }

  public Task task(int id) {
    return tasks.get(id - 1);
  }

  /** The id of the thread that took the last step; 0 before the first. */
  public int last() {
    return steps == 0 ? 0 : choices[steps - 1] & Schedule.THREAD;
  }

  /** The choices so far. */
  public Schedule schedule() {
    return Schedule.of(Arrays.copyOf(choices, Math.min(steps, stepsOfProgram)));
  }

  /** The threads that an exception ended, before the program's end. */
  public List<Recording.Death> deaths() {
    List<Recording.Death> all = recording.deaths();
    return all.subList(0, Math.min(all.size(), deathsOfProgram));
  }

  /** Whether daemons died after the program's end, where they outlived it. */
  public boolean hasLateDeaths() {
    return recording.deaths().size() > deathsOfProgram;
  }

  /** Whether an attempt of some thread failed, before the program's end. */
  public boolean hasStruggled() {
    return stepsOfProgram == Integer.MAX_VALUE ? hasFailures() : struggled;
  }

  private boolean hasFailures() {
    return tasks.stream().anyMatch(task -> task.failures() > 0);
  }

  /** The level of its object before the last step. */
  public int levelBefore() {
    return levelBefore;
  }

  /** The level of its second object before the last step. */
  public int secondLevelBefore() {
    return secondLevelBefore;
  }

  /** How the last step of this task touched the object of its intent, in the end. */
  public Access effect(Task task) {
    boolean lookedOnly = task.failed || task.foundNothing || task.grant != Task.Grant.READY;
    return lookedOnly ? Access.READ : task.pending.access();
  }

  /** How the last step of this task touched the second object of its intent, in the end. */
  public Access secondEffect(Task task) {
    return task.grant == Task.Grant.READY ? task.pending.secondAccess() : Access.WRITE;
  }

  /** How the last step of this task touched its own interrupt status. */
  public Access signalEffect(Task task) {
    return task.grant == Task.Grant.INTERRUPTED ? Access.WRITE : Access.READ;
  }

  Recording recording() {
    return recording;
  }

  /** The id of the task that is running. */
  int current() {
    return me().id();
  }

  /** The name of an object of the program. */
  public String nameOf(int object) {
    return recording.object(object).name();
  }

  /**
   * The values that a thread's next read can see, the last one written first; none if it does not
   * read a plain variable in a modelled memory.
   */
  public List<Integer> visible(Task task) {
    Intent intent = task.pending();
    if (memory == null
        || intent.kind() != Kind.VAR_READ
        || typeOf(intent.object()) != ObjectType.VARIABLE) {
      return List.of();
    }
    Long initial = recording.object(intent.object()).initial();
    int first = initial == null ? 0 : initial.intValue();
    return memory.visible(task.id(), intent.object(), first).stream()
        .map(Memory.Seen::value)
        .toList();
  }

  ObjectType typeOf(int object) {
    return recording.object(object).type();
  }

  /** What came of its modelled memory, null if it has none. */
  @Nullable JavaMemory javaMemory() {
    return memory;
  }

  /** The task that is running; null before the first. For those who watch, at a bad moment. */
  @Nullable Task currentOrNull() {
    return current;
  }
}
