/** A run's stream as server-sent events, live or replayed, to any number of viewers. */
@NullMarked
package io.interleave.server.stream;

import org.jspecify.annotations.NullMarked;
