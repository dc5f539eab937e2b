/** Semaphores that were given more than they began with. */
@NullMarked
package io.interleave.engine.analysis.permits;

import org.jspecify.annotations.NullMarked;
