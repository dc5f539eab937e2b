/** Answers about a trace: what was found, why a thread waited, how much, and what took the time. */
@NullMarked
package io.interleave.server.analysis;

import org.jspecify.annotations.NullMarked;
