/** Writes that were computed from a value which another thread had changed meanwhile. */
@NullMarked
package io.interleave.engine.analysis.values;

import org.jspecify.annotations.NullMarked;
