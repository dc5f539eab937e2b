/** A run's trace as NDJSON, as compact JSON and as a picture. */
@NullMarked
package io.interleave.server.trace;

import org.jspecify.annotations.NullMarked;
