/** Waits for the end of work that nobody will end. */
@NullMarked
package io.interleave.engine.analysis.join;

import org.jspecify.annotations.NullMarked;
