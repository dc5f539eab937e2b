/** A run's trace as NDJSON, as compact JSON, for Perfetto and as a picture. */
@NullMarked
package io.interleave.server.trace;

import org.jspecify.annotations.NullMarked;
