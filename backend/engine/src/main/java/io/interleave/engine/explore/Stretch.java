package io.interleave.engine.explore;

/**
 * A thread goes on alone for a while.
 *
 * @param until how many steps the thread has taken then, from its first; {@link #FAR} for as many
 *     as it can
 * @param givesUp whether its first step is that a wait gives up
 */
record Stretch(int thread, int until, boolean givesUp) {

  static final int FAR = Integer.MAX_VALUE;
}
