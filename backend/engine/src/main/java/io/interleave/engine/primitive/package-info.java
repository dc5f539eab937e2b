/**
 * Instrumented threads, locks, conditions, semaphores, queues, variables and executors; drop-in JDK
 * types where the JDK has them.
 */
@NullMarked
package io.interleave.engine.primitive;

import org.jspecify.annotations.NullMarked;
