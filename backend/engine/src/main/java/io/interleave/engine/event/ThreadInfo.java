package io.interleave.engine.event;

/**
 * A thread of a run.
 *
 * @param id counted from 1, the run's main thread
 * @param name as it can be shown, see {@link Printable}
 * @param pool the id of the executor whose worker it is, 0 for none
 */
public record ThreadInfo(
    int id, String name, boolean virtual, boolean daemon, int process, int pool) {

  public ThreadInfo {
    name = Printable.of(name);
  }
}
