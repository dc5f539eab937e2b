package io.interleave.engine.analysis;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random traces of threads that read and write several variables under several locks: written
 * directly, so that there can be many of them. Every one is a trace that could be.
 */
public final class RandomLocking {

  /** What a lock is held for, by whom. */
  private static final class Held {
    int writer;
    final List<Integer> readers = new ArrayList<>();

    boolean isFree(boolean read) {
      return writer == 0 && (read || readers.isEmpty());
    }
  }

  private final Random random;
  private final Script script;
  private final int threads;
  private final List<Integer> locks = new ArrayList<>();
  private final List<Integer> variables = new ArrayList<>();
  private final int shared;
  private final int flag;
  private final int atomic;
  private final Map<Integer, Held> held = new HashMap<>();
  private final List<Integer> running = new ArrayList<>(List.of(1));
  private final List<Integer> fresh = new ArrayList<>();
  private final boolean synchronizes;

  private RandomLocking(Random random, int threads, int most, boolean synchronizes) {
    this.random = random;
    this.threads = threads;
    this.script = new Script(threads);
    this.synchronizes = synchronizes;
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      locks.add(script.object(ObjectType.REENTRANT_LOCK, "l" + i));
    }
    shared = script.object(ObjectType.READ_WRITE_LOCK, "shared");
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      variables.add(script.object(ObjectType.VARIABLE, "x" + i, 0L));
    }
    flag = script.object(ObjectType.VOLATILE, "flag", 0L);
    atomic = script.object(ObjectType.ATOMIC, "atomic", 0L);
    for (int i = 2; i <= threads; i++) {
      fresh.add(i);
    }
  }

  /**
   * A trace, the same for the same seed.
   *
   * @param most locks, and variables
   * @param synchronizes whether there are volatile and atomic variables, starts and joins; else all
   *     threads are started at once, and locks are all that orders them
   */
  public static Trace of(long seed, int threads, int most, int steps, boolean synchronizes) {
    Random random = new Random(seed);
    return new RandomLocking(random, 2 + random.nextInt(threads - 1), most, synchronizes)
        .play(steps);
  }

  private Trace play(int steps) {
    while (!synchronizes && !fresh.isEmpty()) {
      fork(1);
    }
    int thread = 1;
    for (int i = 0; i < steps; i++) {
      // Mostly the same goes on, so that sections of a lock are over before others begin.
      boolean goesOn = random.nextInt(4) > 0 && running.contains(thread);
      thread = goesOn ? thread : any(running);
      switch (random.nextInt(synchronizes ? 13 : 9)) {
        case 0, 1 -> script.read(thread, any(variables));
        case 2, 3 -> script.write(thread, any(variables), random.nextInt(3));
        case 4, 5 -> lock(thread);
        case 6, 7, 8 -> unlock(thread);
        case 9 -> script.read(thread, random.nextBoolean() ? flag : atomic);
        case 10 -> {
          if (random.nextBoolean()) {
            script.write(thread, flag, 1);
          } else {
            script.update(thread, atomic, 1);
          }
        }
        case 11 -> fork(thread);
        default -> join(thread);
      }
    }
    return script.trace;
  }

  private int any(List<Integer> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Held held(int lock) {
    return held.computeIfAbsent(lock, key -> new Held());
  }

  private void lock(int thread) {
    boolean rw = random.nextInt(4) == 0;
    boolean read = rw && random.nextInt(3) > 0;
    int lock = rw ? shared : any(locks);
    Held now = held(lock);
    if (now.writer == thread || now.readers.contains(thread)) {
      return;
    }
    if (now.isFree(read)) {
      script.acquire(thread, lock, read);
      if (read) {
        now.readers.add(thread);
      } else {
        now.writer = thread;
      }
    } else if (random.nextInt(3) == 0) {
      script.add(thread, Kind.LOCK_REQUEST, lock, LockValue.pack(0, true, read), 0);
      script.add(thread, Kind.LOCK_FAIL, lock, LockValue.pack(0, false, read), 0);
    }
  }

  private void unlock(int thread) {
    List<Integer> mine = new ArrayList<>(locks);
    mine.add(shared);
    mine.removeIf(lock -> held(lock).writer != thread && !held(lock).readers.contains(thread));
    if (!mine.isEmpty()) {
      int lock = any(mine);
      boolean read = held(lock).writer != thread;
      script.release(thread, lock, read);
      if (read) {
        held(lock).readers.remove((Integer) thread);
      } else {
        held(lock).writer = 0;
      }
    }
  }

  private void fork(int thread) {
    if (!fresh.isEmpty()) {
      int child = fresh.removeFirst();
      script.fork(thread, child);
      running.add(child);
    }
  }

  private void join(int thread) {
    int other = any(running);
    if (other == thread || other == 1 || random.nextInt(3) > 0) {
      return;
    }
    for (int i = 0; i <= locks.size(); i++) {
      unlock(other);
    }
    boolean holds =
        held.values().stream().anyMatch(h -> h.writer == other || h.readers.contains(other));
    if (!holds) {
      running.remove((Integer) other);
      script.join(thread, other);
    }
  }
}
