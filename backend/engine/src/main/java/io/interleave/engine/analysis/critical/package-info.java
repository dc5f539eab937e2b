/** What determined how long a run took. */
@NullMarked
package io.interleave.engine.analysis.critical;

import org.jspecify.annotations.NullMarked;
