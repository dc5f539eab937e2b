/** Conflicting accesses to plain variables that nothing orders. */
@NullMarked
package io.interleave.engine.analysis.race;

import org.jspecify.annotations.NullMarked;
