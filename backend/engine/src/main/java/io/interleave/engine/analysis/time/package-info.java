/** How long things took, in little room. */
@NullMarked
package io.interleave.engine.analysis.time;

import org.jspecify.annotations.NullMarked;
