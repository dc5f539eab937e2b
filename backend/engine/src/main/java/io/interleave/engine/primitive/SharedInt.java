package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;

/**
 * A recorded int that threads share, plain or volatile: reading is one step and writing is another.
 *
 * <p>Recording an access orders it, so a live plain variable races in its steps but does not show
 * the reorderings and stale values that the Java Memory Model allows. Thread-safe as its kind is:
 * each access is atomic.
 */
public final class SharedInt {

  private final PackedInt word;
  private final Recording recording = Recording.current();
  private final int id;

  private SharedInt(ObjectType type, String name, int initial) {
    this.word = new PackedInt(initial);
    this.id = recording.declare(ObjectInfo.of(type, name).withInitial(initial));
  }

  /** A plain variable. */
  public static SharedInt plain(String name, int initial) {
    return new SharedInt(ObjectType.VARIABLE, name, initial);
  }

  /** A volatile variable. */
  public static SharedInt volatileInt(String name, int initial) {
    return new SharedInt(ObjectType.VOLATILE, name, initial);
  }

  public int get() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.VAR_READ, id);
    long read = word.read();
    int value = PackedInt.value(read);
    me.record(Kind.VAR_READ, 0, id, PackedInt.stamp(read), value);
    return value;
  }

  public void set(int value) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.VAR_WRITE, id);
    long written = word.write(value);
    me.record(Kind.VAR_WRITE, 0, id, PackedInt.stamp(written), value);
  }
}
