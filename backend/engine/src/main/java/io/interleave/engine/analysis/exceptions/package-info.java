/** Exceptions of tasks that nobody asked for. */
@NullMarked
package io.interleave.engine.analysis.exceptions;

import org.jspecify.annotations.NullMarked;
