/**
 * What happened: events, the threads and objects they speak of, and the trace that holds them.
 * Knows nobody.
 */
@NullMarked
package io.interleave.engine.event;

import org.jspecify.annotations.NullMarked;
