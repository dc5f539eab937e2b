/** A recorded run of every variant, for whoever comes to look before they press anything. */
@NullMarked
package io.interleave.server.sample;

import org.jspecify.annotations.NullMarked;
