package io.interleave.scenario;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What is made once for each key, by the first thread that asks; others wait for it. */
final class Memo<K, V> {

  private final ConcurrentMap<K, FutureTask<V>> made = new ConcurrentHashMap<>();

  V get(K key, Callable<V> how) {
    FutureTask<V> task = made.computeIfAbsent(key, _ -> new FutureTask<>(how));
    task.run(); // does nothing where another thread is at it, or was
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError("%s: %s".formatted(key, e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
