package io.interleave.server.run;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Things by id: at most so many, and each until nobody has asked for it for some time. The one that
 * nobody has asked for longest goes first, so that a new one always stays; a cache that judges by
 * how often something is asked for would turn new ones away. Thread-safe.
 */
public final class Latest<T> {

  private record Entry<T>(T value, long usedNanos) {}

  private final int most;
  private final long expiryNanos;
  private final Consumer<T> dropped;
  // Guarded by itself; in the order of use.
  private final SequencedMap<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param dropped is told of each that goes by itself; it must be quick
   */
  public Latest(int most, Duration expiry, Consumer<T> dropped) {
    this.most = most;
    this.expiryNanos = expiry.toNanos();
    this.dropped = dropped;
  }

  /** Adds a thing. */
  public void put(String id, T value) {
    synchronized (entries) {
      entries.putLast(id, new Entry<>(value, System.nanoTime()));
      trim();
    }
  }

  /** The thing with this id, which then counts as used. */
  public Optional<T> find(String id) {
    synchronized (entries) {
      trim();
      Entry<T> found = entries.get(id);
      if (found == null) {
        return Optional.empty();
      }
      entries.putLast(id, new Entry<>(found.value(), System.nanoTime()));
      return Optional.of(found.value());
    }
  }

  public void remove(String id) {
    synchronized (entries) {
      entries.remove(id);
    }
  }

  public int count() {
    synchronized (entries) {
      trim();
      return entries.size();
    }
  }

  private void trim() {
    long now = System.nanoTime();
    Iterator<Map.Entry<String, Entry<T>>> oldest = entries.entrySet().iterator();
    while (oldest.hasNext()) {
      Entry<T> entry = oldest.next().getValue();
      if (entries.size() <= most && now - entry.usedNanos() < expiryNanos) {
        return;
      }
      oldest.remove();
      dropped.accept(entry.value());
    }
  }
}
