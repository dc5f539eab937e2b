package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Memory;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import org.jspecify.annotations.Nullable;

/**
 * A recorded int that threads share, plain or volatile: reading is one step and writing is another.
 *
 * <p>Recording an access orders it, so a live plain variable races in its steps but does not show
 * the reorderings and stale values that the Java Memory Model allows; a controlled run can model
 * them. Thread-safe as its kind is: each access is atomic.
 */
public final class SharedInt {

  private final PackedInt word;
  private final Recording recording = Recording.current();
  private final int id;
  private final int initial;
  private final Intent reading;
  private final Intent writing;
  // The modelled memory that a plain variable may be in.
  private final @Nullable Memory memory;

  private SharedInt(ObjectType type, String name, int initial) {
    this.word = new PackedInt(initial);
    this.id = recording.declare(ObjectInfo.of(type, name).withInitial(initial));
    this.initial = initial;
    this.reading = Intent.of(Kind.VAR_READ, id, word, Access.READ);
    this.writing = Intent.of(Kind.VAR_WRITE, id, word, Access.WRITE);
    this.memory = type == ObjectType.VARIABLE ? recording.control().memory() : null;
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
    Control control = recording.control();
    control.turn(reading);
    long read = word.read();
    int value = PackedInt.value(read);
    if (memory == null) {
      me.record(Kind.VAR_READ, 0, id, PackedInt.stamp(read), value);
    } else {
      Memory.Seen seen = memory.read(id, initial);
      value = seen.value();
      me.record(
          Kind.VAR_READ,
          Recorder.NAMED,
          id,
          PackedInt.stamp(read),
          Recorder.named(value, seen.write()));
    }
    control.observe(value);
    return value;
  }

  public void set(int value) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(writing);
    long written = word.write(value);
    if (memory != null) {
      memory.write(id, value, PackedInt.stamp(written));
    }
    me.record(Kind.VAR_WRITE, 0, id, PackedInt.stamp(written), value);
  }
}
