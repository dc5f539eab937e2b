/** The scenarios as JSON. */
@NullMarked
package io.interleave.server.catalogue;

import org.jspecify.annotations.NullMarked;
