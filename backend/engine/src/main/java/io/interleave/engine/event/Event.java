package io.interleave.engine.event;

/**
 * One entry of a trace.
 *
 * @param seq 1, 2, 3... in an order consistent with happens-before
 * @param t nanoseconds since the run began, monotonic per thread
 * @param thread who did it
 * @param object to what, 0 for none
 * @param value as {@link Kind#valueType} says
 * @param cause the seq of the event that made this one possible, 0 for none
 * @param site the id of its source line, 0 for unknown
 */
public record Event(
    long seq, long t, int thread, Kind kind, int object, long value, long cause, int site) {}
