package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.function.IntUnaryOperator;

/**
 * A recorded {@link java.util.concurrent.atomic.AtomicInteger}, whose methods are final and so
 * cannot be overridden. Thread-safe.
 */
public final class TracedAtomicInt {

  private final PackedInt word;
  private final Recording recording = Recording.current();
  private final int id;
  private final Intent reading;
  private final Intent writing;
  private final Intent updating;

  public TracedAtomicInt(String name, int initial) {
    this.word = new PackedInt(initial);
    this.id = recording.declare(ObjectInfo.of(ObjectType.ATOMIC, name).withInitial(initial));
    this.reading = Intent.of(Kind.VAR_READ, id, word, Access.READ);
    this.writing = Intent.of(Kind.VAR_WRITE, id, word, Access.WRITE);
    this.updating = Intent.of(Kind.VAR_UPDATE, id, word, Access.WRITE);
  }

  public int get() {
    Recorder me = begin(reading);
    return recorded(me, Kind.VAR_READ, word.read());
  }

  public void set(int value) {
    Recorder me = begin(writing);
    recorded(me, Kind.VAR_WRITE, word.write(value));
  }

  public int incrementAndGet() {
    return addAndGet(1);
  }

  public int getAndIncrement() {
    return addAndGet(1) - 1;
  }

  public int decrementAndGet() {
    return addAndGet(-1);
  }

  public int addAndGet(int amount) {
    return updateAndGet(value -> value + amount);
  }

  public int getAndAdd(int amount) {
    return addAndGet(amount) - amount;
  }

  public int getAndSet(int value) {
    Recorder me = begin(updating);
    while (true) {
      long before = word.peek();
      long after = PackedInt.next(before, value);
      if (word.replace(before, after)) {
        recorded(me, Kind.VAR_UPDATE, after);
        return PackedInt.value(before);
      }
    }
  }

  /**
   * Applies a function without side effects, again if another thread came between; recorded once,
   * when it succeeds.
   */
  public int updateAndGet(IntUnaryOperator function) {
    Recorder me = begin(updating);
    while (true) {
      long before = word.peek();
      long after = PackedInt.next(before, function.applyAsInt(PackedInt.value(before)));
      if (word.replace(before, after)) {
        return recorded(me, Kind.VAR_UPDATE, after);
      }
    }
  }

  /** Sets it to {@code value} if it is {@code expected}; otherwise what it found is recorded. */
  public boolean compareAndSet(int expected, int value) {
    Recorder me = begin(updating);
    while (true) {
      long before = word.peek();
      boolean equal = PackedInt.value(before) == expected;
      long after = PackedInt.next(before, equal ? value : PackedInt.value(before));
      if (word.replace(before, after)) {
        if (!equal) {
          recording.control().failed();
        }
        recorded(me, equal ? Kind.VAR_UPDATE : Kind.VAR_CAS_FAIL, after);
        return equal;
      }
    }
  }

  private Recorder begin(Intent intent) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(intent);
    return me;
  }

  private int recorded(Recorder me, Kind kind, long after) {
    int value = PackedInt.value(after);
    me.record(kind, 0, id, PackedInt.stamp(after), value);
    recording.control().observe(value);
    return value;
  }
}
