package io.interleave.engine.schedule;

import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Memory;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of the Java Memory Model for plain variables.
 *
 * <p>Happens-before is followed with vector clocks (Manson, Pugh, Adve: The Java Memory Model, POPL
 * 2005). A read may see any write that no other write hides: one that the write happens-before and
 * that happens-before the read. It may also see a write that is still to come, if that write was
 * made in an execution in which nobody read early, is made with the same value in this one, and
 * does not happen-after the read: so values never come out of thin air, in the spirit of Kang, Hur,
 * Lahav, Vafeiadis, Dreyer: A Promising Semantics for Relaxed-Memory Concurrency, POPL 2017. All
 * other objects synchronize and are sequentially consistent.
 */
final class JavaMemory implements Memory {

  private static final class Write {
    final int value;
    final int number;
    final int thread;
    // The writer's clock when it wrote.
    final int[] clock;

    Write(int value, int number, int thread, int[] clock) {
      this.value = value;
      this.number = number;
      this.thread = thread;
      this.clock = clock;
    }
  }

  /** A read that saw a write which was still to come. */
  private record Debt(Promises.Write promise, int reader, int epoch) {}

  private final Execution execution;
  private final Promises promises;
  private final Map<Integer, int[]> threads = new HashMap<>();
  private final Map<Integer, int[]> objects = new HashMap<>();
  private final Map<Integer, List<Write>> writes = new HashMap<>();
  private final List<Debt> debts = new ArrayList<>();
  private boolean broken;

  JavaMemory(Execution execution, Promises promises) {
    this.execution = execution;
    this.promises = promises;
  }

  private int[] clock(int thread) {
    return threads.computeIfAbsent(thread, id -> tick(new int[id + 1], id));
  }

  private static int at(int[] clock, int thread) {
    return thread < clock.length ? clock[thread] : 0;
  }

  private static int[] join(int[] one, int[] other) {
    int[] joined = Arrays.copyOf(one, Math.max(one.length, other.length));
    for (int i = 0; i < other.length; i++) {
      joined[i] = Math.max(joined[i], other[i]);
    }
    return joined;
  }

  private static int[] tick(int[] clock, int thread) {
    int[] ticked = Arrays.copyOf(clock, Math.max(clock.length, thread + 1));
    ticked[thread]++;
    return ticked;
  }

  /** A thread was started by another. */
  void created(int parent, int child) {
    if (parent != 0) {
      threads.put(child, tick(clock(parent), child));
      threads.put(parent, tick(clock(parent), parent));
    }
  }

  /** A task begins a step: what it synchronizes with. */
  void begins(Task task) {
    Intent intent = task.pending();
    synchronize(task.id(), intent.object(), intent.kind());
    synchronize(task.id(), intent.second(), intent.kind());
  }

  private void synchronize(int thread, int object, Kind kind) {
    if (object == 0 || (object > 0 && execution.typeOf(object) == ObjectType.VARIABLE)) {
      return;
    }
    int[] clock = clock(thread);
    int[] published = objects.getOrDefault(object, new int[0]);
    if (acquires(kind)) {
      clock = join(clock, published);
    }
    if (releases(kind)) {
      objects.put(object, join(published, clock));
      clock = tick(clock, thread);
    }
    threads.put(thread, clock);
  }

  private static boolean acquires(Kind kind) {
    return switch (kind) {
      case VAR_WRITE,
          LOCK_RELEASE,
          SEMAPHORE_RELEASE,
          LATCH_COUNTDOWN,
          FUTURE_COMPLETE,
          EVENT_SET,
          THREAD_END ->
          false;
      default -> true;
    };
  }

  private static boolean releases(Kind kind) {
    return switch (kind) {
      case VAR_READ,
          VAR_CAS_FAIL,
          LOCK_REQUEST,
          LOCK_FAIL,
          SEMAPHORE_REQUEST,
          LATCH_AWAIT,
          FUTURE_GET,
          FUTURE_GET_REQUEST,
          EVENT_WAKE,
          THREAD_JOIN,
          THREAD_JOIN_REQUEST ->
          false;
      default -> true;
    };
  }

  /** The values that a read can see, the last one written first. */
  List<Seen> visible(int thread, int variable, int initial) {
    List<Write> all = writes.getOrDefault(variable, List.of());
    int[] reader = clock(thread);
    List<Seen> seen = new ArrayList<>();
    boolean initialHidden = false;
    for (int i = all.size() - 1; i >= 0; i--) {
      Write write = all.get(i);
      initialHidden |= happensBefore(write, reader);
      if (!isHidden(write, all, reader)) {
        addValue(seen, write.value, write.number);
      }
    }
    if (!initialHidden) {
      addValue(seen, initial, 0);
    }
    for (Promises.Write promise : promises.writes()) {
      if (promise.variable() == variable
          && promise.thread() != thread
          && writesBy(promise.thread(), variable) < promise.number()) {
        addValue(seen, promise.value(), -promise.number());
      }
    }
    return seen;
  }

  // Two writes of one value cannot be told apart by a read.
  private static void addValue(List<Seen> seen, int value, int write) {
    if (seen.stream().noneMatch(each -> each.value() == value)) {
      seen.add(new Seen(value, write));
    }
  }

  private static boolean happensBefore(Write write, int[] clock) {
    return at(write.clock, write.thread) <= at(clock, write.thread);
  }

  private static boolean isHidden(Write write, List<Write> all, int[] reader) {
    for (Write other : all) {
      if (other != write && happensBefore(write, other.clock) && happensBefore(other, reader)) {
        return true;
      }
    }
    return false;
  }

  private long writesBy(int thread, int variable) {
    return writes.getOrDefault(variable, List.of()).stream()
        .filter(write -> write.thread == thread)
        .count();
  }

  @Override
  public Seen read(int variable, int initial) {
    int thread = execution.current();
    List<Seen> seen = visible(thread, variable, initial);
    Seen chosen = seen.get(execution.alternative(seen.size()));
    if (chosen.write() >= 0) {
      return chosen;
    }
    for (Promises.Write promise : promises.writes()) {
      if (promise.variable() == variable
          && promise.value() == chosen.value()
          && promise.number() == -chosen.write()
          && promise.thread() != thread) {
        debts.add(new Debt(promise, thread, at(clock(thread), thread)));
        break;
      }
    }
    return new Seen(chosen.value(), 0);
  }

  @Override
  public void write(int variable, int value, int number) {
    int thread = execution.current();
    int[] clock = tick(clock(thread), thread);
    threads.put(thread, clock);
    writes
        .computeIfAbsent(variable, key -> new ArrayList<>())
        .add(new Write(value, number, thread, clock));
    int own = (int) writesBy(thread, variable);
    for (Debt debt : List.copyOf(debts)) {
      Promises.Write promise = debt.promise();
      if (promise.thread() == thread && promise.variable() == variable && promise.number() == own) {
        // The read must not happen before the write that it saw.
        broken |= promise.value() != value || at(clock, debt.reader()) >= debt.epoch();
        debts.remove(debt);
      }
    }
  }

  /** Whether every write that was seen early was made; to be asked at the end. */
  boolean isConsistent() {
    return !broken && debts.isEmpty();
  }

  /** The writes that were made, for others to see early. */
  Promises made() {
    Promises made = new Promises();
    Map<Long, Integer> numbers = new HashMap<>();
    writes.forEach(
        (variable, list) -> {
          for (Write write : list) {
            long key = (long) write.thread << 32 | variable;
            int number = numbers.merge(key, 1, Integer::sum);
            made.add(new Promises.Write(write.thread, variable, number, write.value));
          }
        });
    return made;
  }
}
