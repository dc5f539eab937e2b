/** A trace as bytes: batches, NDJSON, and the server-sent event frames of a run. */
@NullMarked
package io.interleave.engine.wire;

import org.jspecify.annotations.NullMarked;
