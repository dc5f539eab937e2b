/** What a trace means: statistics and findings, computed from events alone. */
@NullMarked
package io.interleave.engine.analysis;

import org.jspecify.annotations.NullMarked;
