/** Threads that queue behind one slow holder, again and again. */
@NullMarked
package io.interleave.engine.analysis.convoy;

import org.jspecify.annotations.NullMarked;
