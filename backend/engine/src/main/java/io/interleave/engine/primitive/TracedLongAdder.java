package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
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

  private final transient Intent adding;
  private final transient Intent summing;

  public TracedLongAdder(String name) {
    this.id = recording.declare(ObjectInfo.of(ObjectType.ADDER, name));
    Shared state = () -> (int) super.sum();
    this.adding = Intent.of(Kind.ADDER_ADD, id, state, Access.ADD);
    this.summing = Intent.of(Kind.ADDER_SUM, id, state, Access.READ);
  }

  @Override
  public void add(long amount) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(adding);
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
    recording.control().turn(summing);
    long sum = super.sum();
    recording.control().observe(sum);
    me.record(Kind.ADDER_SUM, id, sum);
    return sum;
  }
}
