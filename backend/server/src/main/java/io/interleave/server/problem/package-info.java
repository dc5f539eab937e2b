/** Everything that goes wrong, as RFC 9457 problem details. */
@NullMarked
package io.interleave.server.problem;

import org.jspecify.annotations.NullMarked;
