/** Threads that can never go on, told as the last of them begins to wait. */
@NullMarked
package io.interleave.engine.analysis.deadlock;

import org.jspecify.annotations.NullMarked;
