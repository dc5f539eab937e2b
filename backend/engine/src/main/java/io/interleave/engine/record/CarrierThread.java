package io.interleave.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread that knows the recorder of whatever it runs, so that finding it costs a type
 * test.
 */
public abstract class CarrierThread extends Thread {

  protected CarrierThread(Runnable body, String name) {
    super(null, body, name, 0, false);
  }

  /** The recorder of the thread of a run that this carries now; null if it carries none. */
  public abstract @Nullable Recorder recorder();
}
