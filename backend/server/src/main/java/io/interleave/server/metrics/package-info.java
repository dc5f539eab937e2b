/** What the server counts and times, for Prometheus. */
@NullMarked
package io.interleave.server.metrics;

import org.jspecify.annotations.NullMarked;
