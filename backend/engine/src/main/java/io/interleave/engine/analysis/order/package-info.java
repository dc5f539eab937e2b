/** Which events of a trace happened before which others. */
@NullMarked
package io.interleave.engine.analysis.order;

import org.jspecify.annotations.NullMarked;
