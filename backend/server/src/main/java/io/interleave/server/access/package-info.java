/** Who is answered, over which connections, and what browsers are told about it. */
@NullMarked
package io.interleave.server.access;

import org.jspecify.annotations.NullMarked;
