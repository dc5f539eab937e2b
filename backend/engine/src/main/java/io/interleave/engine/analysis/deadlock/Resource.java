package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state of an object that threads wait for, as far as waits depend on it. */
final class Resource {

  final ObjectInfo info;

  /**
   * The permits of a semaphore, the elements of a queue, the count of a latch, 1 for a set event or
   * a completed future, the parties that arrived at a barrier since it last tripped.
   */
  long level;

  /** The elements put into a queue and not reported done. */
  long unfinished;

  /** How often an event was set. */
  long sets;

  /** How many parties a barrier let go that have not gone yet. */
  long passing;

  /** Whether a barrier was ever broken: what it is since then no trace tells. */
  boolean broken;

  // Of a lock. invariant: writeHolds > 0 exactly if writer != 0
  private int writer;
  private int writeHolds;
  private Map<Integer, Integer> readHolds = Map.of();

  // Of a semaphore, by thread: the permits taken, less those given.
  private Map<Integer, Long> permits = Map.of();
  private boolean signals;

  /** The threads that wait on a condition without a signal, in the order in which they came. */
  private ArrayDeque<Lane> waiters = new ArrayDeque<>(0);

  Resource(ObjectInfo info) {
    this.info = info;
    Long initial = info.initial();
    boolean counts =
        switch (info.type()) {
          case SEMAPHORE, LATCH, EVENT -> true;
          default -> false;
        };
    level = counts && initial != null ? initial : 0;
  }

  /** Whether its writer can take it once more. */
  private boolean isReentrant() {
    return info.type() != ObjectType.LOCK && info.type() != ObjectType.STAMPED_LOCK;
  }

  /** Whether whoever holds it, and nobody else, can let go of it. */
  boolean isOwned() {
    return info.type() != ObjectType.LOCK;
  }

  /** A thread holds it so often now; returns whether it did not before. */
  boolean acquire(Lane lane, LockValue value) {
    boolean first = !holds(lane.thread);
    if (value.read()) {
      if (readHolds.isEmpty()) {
        readHolds = new LinkedHashMap<>();
      }
      readHolds.put(lane.thread, value.holds());
    } else {
      writer = lane.thread;
      writeHolds = value.holds();
    }
    return first;
  }

  /** A thread let go; returns whether it does not hold it any more. */
  boolean release(Lane lane, LockValue value) {
    if (value.read()) {
      if (value.holds() == 0) {
        readHolds.remove(lane.thread);
      } else {
        readHolds.put(lane.thread, value.holds());
      }
    } else {
      writeHolds = isOwned() ? value.holds() : 0;
      writer = writeHolds == 0 ? 0 : writer;
    }
    return !holds(lane.thread);
  }

  /** Who holds it for writing, 0 for nobody. */
  int writer() {
    return writer;
  }

  private boolean holds(int thread) {
    return writer == thread || readHolds.containsKey(thread);
  }

  /** The threads that must let go before a thread can take it. */
  Iterable<Integer> inTheWay(int thread, boolean reading) {
    if (writer != 0) {
      return writer == thread && isReentrant() ? List.of() : List.of(writer);
    }
    return reading ? List.of() : readHolds.keySet();
  }

  boolean isFree(int thread, boolean reading) {
    return writer == 0 ? reading || readHolds.isEmpty() : writer == thread && isReentrant();
  }

  /** A thread took so many permits of a semaphore, or gave so many. */
  void permits(int thread, long taken) {
    if (permits.isEmpty()) {
      permits = new TreeMap<>();
    }
    long now = permits.merge(thread, taken, Long::sum);
    signals |= now < 0;
  }

  /**
   * By thread, the permits that it took and has not given back; empty where threads give permits
   * that they never took, for then nobody has to give any back.
   */
  Map<Integer, Long> holders() {
    Map<Integer, Long> holders = new TreeMap<>();
    if (!signals) {
      permits.forEach(
          (thread, count) -> {
            if (count > 0) {
              holders.put(thread, count);
            }
          });
    }
    return holders;
  }

  void await(Lane lane) {
    waiters.addLast(lane);
  }

  /** The thread that has waited longest is meant by a signal. */
  void signal() {
    Lane first = waiters.pollFirst();
    if (first != null) {
      first.signalled = true;
    }
  }

  void signalAll() {
    waiters.forEach(lane -> lane.signalled = true);
    waiters.clear();
  }

  /**
   * A thread no longer waits on a condition.
   *
   * @param took whether a signal ended the wait; if not, one that was meant for it goes to the next
   */
  void wake(Lane lane, boolean took) {
    if (!lane.signalled) {
      waiters.remove(lane);
    } else if (!took) {
      signal();
    }
    lane.signalled = false;
  }
}
