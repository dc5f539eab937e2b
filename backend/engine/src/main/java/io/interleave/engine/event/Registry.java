package io.interleave.engine.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table of entries by id, counted from 1; entries are added and never change.
 *
 * <p>Thread-safe: additions exclude each other, look-ups take no lock.
 */
public final class Registry<T> {

  // Written under this object's monitor, replaced whole, read through the volatile reference.
  private volatile @Nullable Object[] entries = new @Nullable Object[16];
  private int last;

  /** An empty table. */
  public Registry() {}

  /** Adds the entry that {@code make} gives for the next id, and returns that id. */
  public synchronized int add(IntFunction<T> make) {
    int id = last + 1;
    put(id, make.apply(id));
    return id;
  }

  /**
   * Sets the entry of an id.
   *
   * @throws IllegalArgumentException if the id is below 1
   */
  public synchronized void put(int id, T entry) {
    if (id < 1) {
      throw new IllegalArgumentException("ids count from 1, not " + id);
    }
    @Nullable Object[] table = entries;
    if (id >= table.length) {
      table = Arrays.copyOf(table, Math.max(id + 1, table.length * 2));
    }
    table[id] = entry;
    last = Math.max(last, id);
    entries = table;
  }

  /**
   * The entry of an id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public T get(int id) {
    T entry = find(id);
    if (entry == null) {
      throw new IllegalArgumentException("no entry has id " + id);
    }
    return entry;
  }

  /** The entry of an id, or null. */
  @SuppressWarnings("unchecked") // only T goes in
  public @Nullable T find(int id) {
    @Nullable Object[] table = entries;
    return id < 1 || id >= table.length ? null : (T) table[id];
  }

  /** The highest id in use. */
  public synchronized int last() {
    return last;
  }

  /** All entries in the order of their ids. */
  public List<T> all() {
    List<T> all = new ArrayList<>();
    for (int id = 1, end = last(); id <= end; id++) {
      T entry = find(id);
      if (entry != null) {
        all.add(entry);
      }
    }
    return all;
  }
}
