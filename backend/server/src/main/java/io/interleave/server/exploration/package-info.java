/** Searching the schedules of a program: started, queued, followed, cancelled, taken up again. */
@NullMarked
package io.interleave.server.exploration;

import org.jspecify.annotations.NullMarked;
