package io.interleave.engine.analysis.order;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of each for every small id, made when first asked for. */
final class ById<T> {

  private final Supplier<T> make;
  private @Nullable Object[] entries = new @Nullable Object[16];

  ById(Supplier<T> make) {
    this.make = make;
  }

  /** That of an id, made if there is none. */
  T get(int id) {
    T entry = find(id);
    return entry == null ? add(id) : entry;
  }

  /** That of an id, or null. */
  @SuppressWarnings("unchecked") // only T goes in
  @Nullable T find(int id) {
    return id < entries.length ? (T) entries[id] : null;
  }

  private T add(int id) {
    if (id >= entries.length) {
      entries = Arrays.copyOf(entries, Math.max(id + 1, entries.length * 2));
    }
    T entry = make.get();
    entries[id] = entry;
    return entry;
  }
}
