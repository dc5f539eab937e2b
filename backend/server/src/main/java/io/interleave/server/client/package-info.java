/**
 * Who asks, and what each may have of what there is not enough of.
 *
 * <p><b>A client</b> is an address and a name that it gave itself. The name is what lets thirty
 * people behind one address be thirty clients; and because names cost nothing, <b>an address counts
 * as at most so many clients</b> ({@code limits.clients-per-address}) in everything that is shared:
 * allowances, places, turns, and what is kept. Whoever makes up names gets no more than that, and
 * takes it from the others of the same address only.
 */
@NullMarked
package io.interleave.server.client;

import org.jspecify.annotations.NullMarked;
