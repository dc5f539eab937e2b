/** The Spring application. */
@NullMarked
package io.interleave.server;

import org.jspecify.annotations.NullMarked;
