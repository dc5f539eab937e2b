/** Locks that threads took in opposite orders, so that another schedule could deadlock. */
@NullMarked
package io.interleave.engine.analysis.inversion;

import org.jspecify.annotations.NullMarked;
