/** All analyses over one trace. */
@NullMarked
package io.interleave.engine.findings;

import org.jspecify.annotations.NullMarked;
