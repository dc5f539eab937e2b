/** The history of runs, in files: each run's description and its stream, exactly as it was sent. */
@NullMarked
package io.interleave.server.store;

import org.jspecify.annotations.NullMarked;
