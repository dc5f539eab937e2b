/** How much threads waited for what, and because of whom, in any range of time. */
@NullMarked
package io.interleave.engine.analysis.contention;

import org.jspecify.annotations.NullMarked;
