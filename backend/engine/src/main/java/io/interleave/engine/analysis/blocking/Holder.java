package io.interleave.engine.analysis.blocking;

/**
 * A thread that has a lock or permits.
 *
 * @param acquire the event by which it got what it has, the first if it got it bit by bit
 */
public record Holder(int thread, int acquire) {}
