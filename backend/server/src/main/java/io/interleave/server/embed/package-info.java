/** The pages that other sites show inside theirs. */
@NullMarked
package io.interleave.server.embed;

import org.jspecify.annotations.NullMarked;
