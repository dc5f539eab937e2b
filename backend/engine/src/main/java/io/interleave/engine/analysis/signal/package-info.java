/** Signals that came before the thread that waits for them. */
@NullMarked
package io.interleave.engine.analysis.signal;

import org.jspecify.annotations.NullMarked;
