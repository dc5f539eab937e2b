/** Who holds what, and who waits for whom, after any event. */
@NullMarked
package io.interleave.engine.analysis.blocking;

import org.jspecify.annotations.NullMarked;
