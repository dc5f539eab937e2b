package io.interleave.engine.record;

/**
 * Thrown out of a primitive to unwind a thread of a run that is over. Programs do not catch it.
 *
 * <p>An Error, so that a program's own {@code catch (Exception e)} does not keep a stopped thread
 * alive.
 */
public final class RunStopped extends Error {
  private static final long serialVersionUID = 1L;

  public RunStopped() {
    super("the run is over", null, false, false);
  }
}
