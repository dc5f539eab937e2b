package io.interleave.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * An object that events speak of.
 *
 * @param id counted from 1
 * @param name as it can be shown, see {@link Printable}
 * @param initial permits, count, parties or value at the beginning, where the type has one
 * @param capacity the bound of a queue or bounded semaphore, where it has one
 * @param parent the id of the lock of a condition, or of the executor of a future or work queue; 0
 *     for none
 * @param fair whether a lock or semaphore serves its waiters in order
 * @param text whether the values of its events are strings
 */
public record ObjectInfo(
    int id,
    ObjectType type,
    String name,
    @Nullable Long initial,
    @Nullable Long capacity,
    int parent,
    boolean fair,
    boolean text) {

  public ObjectInfo {
    name = Printable.of(name);
  }

  /** An object with a type and a name, the rest to be added by the {@code with} methods. */
  public static ObjectInfo of(ObjectType type, String name) {
    return new ObjectInfo(0, type, name, null, null, 0, false, false);
  }

  public ObjectInfo withId(int id) {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, text);
  }

  public ObjectInfo withInitial(long initial) {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, text);
  }

  public ObjectInfo withCapacity(long capacity) {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, text);
  }

  public ObjectInfo withParent(int parent) {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, text);
  }

  public ObjectInfo withFair(boolean fair) {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, text);
  }

  public ObjectInfo withText() {
    return new ObjectInfo(id, type, name, initial, capacity, parent, fair, true);
  }
}
