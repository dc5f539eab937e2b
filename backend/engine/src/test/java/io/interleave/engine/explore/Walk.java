package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a search visits, told in the slow and obvious way: each execution as the set of its steps,
 * each step with the conflicting steps of others before it. Two executions are equivalent exactly
 * if these are equal.
 */
final class Walk {

  /** By class, the outcomes seen in it. */
  final Map<Canonical, Set<String>> outcomes = new HashMap<>();

  final List<Canonical> twice = new ArrayList<>();
  long executions;
  long redundant;
  boolean cutOff;
  // The one that went to its end: another than the first, if that began anew.
  Search search;

  private record Step(int thread, int number, Footprint footprint) {}

  /** The class of an execution. */
  static final class Canonical {
    // For each thread and each of its steps in order: what it touched, and what came before it; at
    // the end, how many steps each thread took.
    private final Object[] steps;
    private final int hash;

    private Canonical(Object[] steps) {
      this.steps = steps;
      this.hash = Arrays.hashCode(steps);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Canonical same && Arrays.equals(steps, same.steps);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      return Arrays.toString(steps);
    }
  }

  /** Notes the steps of an execution while another strategy decides. */
  private static final class Noting implements Strategy {
    private final Strategy inner;
    final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Integer> counts = new HashMap<>();

    Noting(Strategy inner) {
      this.inner = inner;
    }

    @Override
    public void begin(Execution execution) {
      inner.begin(execution);
    }

    @Override
    public int choose(Execution execution) {
      return inner.choose(execution);
    }

    @Override
    public int alternative(Execution execution, int count) {
      return inner.alternative(execution, count);
    }

    @Override
    public void stepped(Execution execution) {
      inner.stepped(execution);
      Task task = execution.task(execution.last());
      int number = counts.merge(task.id(), 1, Integer::sum);
      steps.add(new Step(task.id(), number, Footprint.taken(execution, task)));
    }

    Canonical canonical() {
      int count = steps.size();
      // A place for each step that does not depend on the order of the threads' steps.
      int threads = steps.stream().mapToInt(Step::thread).max().orElse(0);
      int[] first = new int[threads + 2];
      for (int thread = 1; thread <= threads; thread++) {
        first[thread + 1] = first[thread] + counts.getOrDefault(thread, 0);
      }
      Object[] form = new Object[2 * count + 1];
      form[2 * count] = IntBuffer.wrap(first);
      for (int i = 0; i < count; i++) {
        Step step = steps.get(i);
        BitSet before = new BitSet(count);
        for (int j = 0; j < i; j++) {
          Step earlier = steps.get(j);
          if (earlier.thread != step.thread && earlier.footprint.conflicts(step.footprint)) {
            before.set(first[earlier.thread] + earlier.number - 1);
          }
        }
        int place = first[step.thread] + step.number - 1;
        form[2 * place] = step.footprint;
        form[2 * place + 1] = before;
      }
      return new Canonical(form);
    }
  }

  /** Walks a search to its end, or until it has walked so far. */
  static Walk of(Program program, Search first, Settings settings, long most) {
    Walk walk = new Walk();
    List<Throwable> thrown = new ArrayList<>();
    Driver driver =
        new Driver(
            own -> {
              try {
                walk.walk(own, new Execute(program), first, settings, most);
              } catch (RuntimeException | Error e) {
                thrown.add(e);
              }
            },
            Driver.Kind.best());
    driver.start();
    try {
      while (!driver.await()) {}
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!thrown.isEmpty()) {
      throw new IllegalStateException(thrown.getFirst());
    }
    return walk;
  }

  private void walk(Driver own, Execute program, Search first, Settings settings, long most) {
    search = first;
    while (true) {
      Strategy strategy = search.next();
      if (strategy == null) {
        return;
      }
      if (executions == most) {
        cutOff = true;
        return;
      }
      executions++;
      Noting noting = new Noting(strategy);
      Driver.Done done = own.execute(program::main, settings, noting, Promises.NONE, true);
      Search.Count count = search.ended(done);
      Search another = search.replacement();
      if (another != null) {
        search = another;
        outcomes.clear();
        twice.clear();
        redundant = 0;
        executions = 0;
      } else if (count == Search.Count.REDUNDANT) {
        redundant++;
      } else {
        Canonical canonical = noting.canonical();
        Set<String> seen = outcomes.computeIfAbsent(canonical, key -> new HashSet<>());
        if (!seen.isEmpty()) {
          twice.add(canonical);
        }
        seen.add(outcome(done, program));
      }
    }
  }

  private static String outcome(Driver.Done done, Execute program) {
    if (done.ending() == Ending.STUCK) {
      return "deadlock";
    }
    if (done.ending() == Ending.CUT) {
      return "cut";
    }
    Outcome outcome = program.outcome();
    return outcome == null ? String.valueOf(program.failure()) : outcome.value();
  }

  Set<String> allOutcomes() {
    Set<String> all = new TreeSet<>();
    outcomes.values().forEach(all::addAll);
    return all;
  }
}
