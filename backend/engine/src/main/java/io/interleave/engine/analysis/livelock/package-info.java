/** Threads that keep each other from getting anywhere by trying. */
@NullMarked
package io.interleave.engine.analysis.livelock;

import org.jspecify.annotations.NullMarked;
