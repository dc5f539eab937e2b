/** What the server does to prepare its own quick start. */
@NullMarked
package io.interleave.server.rehearsal;

import org.jspecify.annotations.NullMarked;
