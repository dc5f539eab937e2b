/** The seam under the primitives, where a scheduler decides who goes next. */
@NullMarked
package io.interleave.engine.control;

import org.jspecify.annotations.NullMarked;
