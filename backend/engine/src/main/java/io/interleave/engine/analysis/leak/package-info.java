/** Locks whose holder has ended. */
@NullMarked
package io.interleave.engine.analysis.leak;

import org.jspecify.annotations.NullMarked;
