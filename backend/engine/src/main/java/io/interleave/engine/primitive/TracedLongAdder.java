package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.concurrent.atomic.LongAdder;

/**
 * A recorded {@link LongAdder}. Its additions have no order among themselves, and a sum is no
 * snapshot, so none of them is stamped. Thread-safe.
 */
public final class TracedLongAdder extends LongAdder {
  private static final long serialVersionUID = 1L;

  private final transient Recording recording = Recording.current();
  private final int id;

  public TracedLongAdder(String name) {
    this.id = recording.declare(ObjectInfo.of(ObjectType.ADDER, name));
  }

  @Override
  public void add(long amount) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.ADDER_ADD, id);
    super.add(amount);
    me.record(Kind.ADDER_ADD, id, amount);
  }

  @Override
  public void increment() {
    add(1);
  }

  @Override
  public void decrement() {
    add(-1);
  }

  @Override
  public long sum() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.ADDER_SUM, id);
    long sum = super.sum();
    me.record(Kind.ADDER_SUM, id, sum);
    return sum;
  }
}
