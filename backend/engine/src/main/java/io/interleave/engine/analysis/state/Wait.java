package io.interleave.engine.analysis.state;

/**
 * A time in which a thread waited for an object.
 *
 * @param request the event that began it; of a wait for a lock after a signal, the one that began
 *     the wait for the condition
 * @param result the event that ended it, 0 while it lasts
 * @param from when it began
 * @param enabled when it could have gone on: the time of the event behind the result, else {@code
 *     to}
 * @param to when it went on
 */
public record Wait(
    int thread, int object, int request, int result, long from, long enabled, long to) {}
