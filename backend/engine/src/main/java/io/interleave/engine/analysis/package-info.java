/**
 * What a trace means, computed from events alone: the base of all analyses here, each analysis in a
 * package of its own below.
 */
@NullMarked
package io.interleave.engine.analysis;

import org.jspecify.annotations.NullMarked;
