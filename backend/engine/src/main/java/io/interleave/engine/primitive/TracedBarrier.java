package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A recorded {@link CyclicBarrier}. Thread-safe. */
public final class TracedBarrier extends CyclicBarrier {

  private final State state;
  // In a controlled run, in place of the JDK's.
  private final @Nullable ModelBarrier model;

  /** What the barrier's action needs before the barrier itself exists. */
  private static final class State {
    final Recording recording = Recording.current();
    final int id;
    // Stamped around: arrivals before they count, departures after; the trip by the last party,
    // before it lets the others go.
    final AtomicInteger stamps = new AtomicInteger();
    // Written by the last party of each generation.
    int generation;

    State(String name, int parties) {
      this.id = recording.declare(ObjectInfo.of(ObjectType.BARRIER, name).withInitial(parties));
    }

    Control control() {
      return recording.control();
    }

    void trip() {
      generation++;
      recording.me().record(Kind.BARRIER_TRIP, 0, id, stamps.incrementAndGet(), generation);
    }
  }

  public TracedBarrier(String name, int parties) {
    this(name, parties, () -> {});
  }

  /**
   * @param action what the last party does before all go on
   */
  public TracedBarrier(String name, int parties, Runnable action) {
    this(
        new State(name, parties),
        parties,
        state ->
            () -> {
              state.trip();
              action.run();
            });
  }

  private TracedBarrier(State state, int parties, Function<State, Runnable> tripping) {
    super(parties, tripping.apply(state));
    this.state = state;
    this.model =
        state.control().isLive()
            ? null
            : new ModelBarrier(state.control(), state.id, parties, tripping.apply(state));
  }

  @Override
  public int await() throws InterruptedException, BrokenBarrierException {
    try {
      return await(0, model == null ? super::await : () -> model.await(Intent.NEVER));
    } catch (TimeoutException e) {
      throw new AssertionError("an untimed wait timed out", e);
    }
  }

  @Override
  public int await(long timeout, TimeUnit unit)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    return await(
        Recorder.TIMED,
        () ->
            model == null
                ? super.await(timeout, unit)
                : model.await(Math.max(0, unit.toNanos(timeout))));
  }

  @Override
  public boolean isBroken() {
    if (model == null) {
      return super.isBroken();
    }
    state.control().turn(touching(model, Access.READ));
    boolean broken = model.isBroken();
    state.control().observe(broken ? 1 : 0);
    return broken;
  }

  @Override
  public int getNumberWaiting() {
    if (model == null) {
      return super.getNumberWaiting();
    }
    state.control().turn(touching(model, Access.READ));
    state.control().observe(model.waiting());
    return model.waiting();
  }

  @Override
  public void reset() {
    if (model != null) {
      state.control().turn(touching(model, Access.WRITE));
    }
    if (model == null ? super.getNumberWaiting() > 0 : model.waiting() > 0) {
      broke(state.recording.me(), 0, 0); // for those who wait
    }
    if (model == null) {
      super.reset();
    } else {
      model.reset();
    }
  }

  private Intent touching(ModelBarrier barrier, Access access) {
    return Intent.of(Kind.BARRIER_AWAIT, state.id, barrier, access);
  }

  @FunctionalInterface
  private interface Arrival {
    int await() throws InterruptedException, BrokenBarrierException, TimeoutException;
  }

  private int await(int flags, Arrival arrival)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    Recording recording = state.recording;
    Recorder me = recording.me();
    me.checkpoint();
    Control control = state.control();
    // Who was interrupted before does not wait for ever.
    int timed = control.isInterrupted() ? Recorder.TIMED : flags;
    if (model != null) {
      // Who is interrupted breaks it.
      control.turn(touching(model, Access.WRITE).and(state.id, model, Access.READ).interruptibly());
    }
    me.record(Kind.BARRIER_AWAIT, timed, state.id, state.stamps.incrementAndGet(), 0);
    Passage passage = new Passage(arrival);
    try {
      if (model == null) {
        control.block(passage);
      } else {
        passage.await();
      }
    } catch (InterruptedException e) {
      me.checkpoint();
      broke(me, Recorder.INTERRUPTED, me.nextSignal());
      throw e;
    }
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    if (passage.broken != null) {
      me.record(Kind.BARRIER_FAIL, state.id, 0);
      throw passage.broken;
    }
    if (passage.late != null) {
      broke(me, 0, 0);
      throw passage.late;
    }
    me.record(Kind.BARRIER_PASS, 0, state.id, state.stamps.incrementAndGet(), 0);
    return passage.index;
  }

  private void broke(Recorder me, int flags, int signal) {
    me.record(Kind.BARRIER_BREAK, flags, state.id, signal, 0);
  }

  /** Carries the barrier's own exceptions through the seam, which knows interrupts only. */
  private static final class Passage implements Control.Blocking {
    private final Arrival arrival;
    int index;
    @Nullable BrokenBarrierException broken;
    @Nullable TimeoutException late;

    Passage(Arrival arrival) {
      this.arrival = arrival;
    }

    @Override
    public boolean await() throws InterruptedException {
      try {
        index = arrival.await();
        return true;
      } catch (BrokenBarrierException e) {
        broken = e;
      } catch (TimeoutException e) {
        late = e;
      }
      return false;
    }
  }
}
