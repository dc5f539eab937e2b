/**
 * A run's trace as NDJSON, as compact JSON, for Perfetto, as a picture and as a page that stands by
 * itself.
 */
@NullMarked
package io.interleave.server.trace;

import org.jspecify.annotations.NullMarked;
