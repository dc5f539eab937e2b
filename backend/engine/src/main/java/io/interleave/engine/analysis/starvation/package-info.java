/** Threads that hardly ever get what others get all the time. */
@NullMarked
package io.interleave.engine.analysis.starvation;

import org.jspecify.annotations.NullMarked;
