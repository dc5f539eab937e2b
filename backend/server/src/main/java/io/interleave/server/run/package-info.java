/** Starting, queueing, refusing, following and cancelling runs. */
@NullMarked
package io.interleave.server.run;

import org.jspecify.annotations.NullMarked;
