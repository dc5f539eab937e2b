/** Data races that did not happen, and would under another schedule. */
@NullMarked
package io.interleave.engine.analysis.predict;

import org.jspecify.annotations.NullMarked;
