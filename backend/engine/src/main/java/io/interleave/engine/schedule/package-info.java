/**
 * Controlled execution: one thread at a time, each step decided by a strategy, so that a schedule
 * can be chosen, repeated and searched.
 *
 * <p>Words used here. A <em>task</em> is a thread of a controlled run. A <em>step</em> is one
 * operation of one task, with everything it does up to its next operation. A task is
 * <em>enabled</em> when it can take its next step: what waits is not, what gives up by itself is at
 * any time. A <em>schedule</em> says which task took each step.
 */
@NullMarked
package io.interleave.engine.schedule;

import org.jspecify.annotations.NullMarked;
