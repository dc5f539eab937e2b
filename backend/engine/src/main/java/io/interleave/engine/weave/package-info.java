/** Gives scenario classes their source lines at load time. */
@NullMarked
package io.interleave.engine.weave;

import org.jspecify.annotations.NullMarked;
