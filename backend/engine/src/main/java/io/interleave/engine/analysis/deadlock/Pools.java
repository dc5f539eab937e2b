package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.event.ObjectInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who works for which executor, and on what. */
final class Pools {

  // By executor: its workers that are alive.
  private final Map<Integer, Set<Integer>> workers = new HashMap<>();
  // By executor and task: who runs it.
  private final Map<Long, Integer> running = new HashMap<>();

  private static long key(int executor, long task) {
    return (long) executor << 32 | task;
  }

  void hired(int executor, int worker) {
    workers.computeIfAbsent(executor, _ -> new LinkedHashSet<>()).add(worker);
  }

  void left(int executor, int worker) {
    workers.getOrDefault(executor, Set.of()).remove(worker);
  }

  void started(int executor, long task, int worker) {
    running.put(key(executor, task), worker);
  }

  void ended(int executor, long task) {
    running.remove(key(executor, task));
  }

  List<Integer> workers(int executor) {
    return new ArrayList<>(workers.getOrDefault(executor, Set.of()));
  }

  /** Who runs the task that completes a future, 0 while nobody does. */
  int worker(ObjectInfo future) {
    Long task = future.initial();
    return task == null ? 0 : running.getOrDefault(key(future.parent(), task), 0);
  }

  /** Whether a new task can make an executor take on one more worker. */
  boolean canGrow(ObjectInfo executor) {
    Long most = executor.capacity();
    return most == null || workers.getOrDefault(executor.id(), Set.of()).size() < most;
  }
}
