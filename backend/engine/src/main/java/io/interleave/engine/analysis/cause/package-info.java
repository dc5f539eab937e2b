/** Why a thread waited. */
@NullMarked
package io.interleave.engine.analysis.cause;

import org.jspecify.annotations.NullMarked;
