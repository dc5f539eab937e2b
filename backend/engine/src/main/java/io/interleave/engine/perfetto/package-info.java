/** A trace as Perfetto's own viewer reads it: docs/trace-format.md, "Perfetto". */
@NullMarked
package io.interleave.engine.perfetto;

import org.jspecify.annotations.NullMarked;
