/**
 * Benchmarks and load generators, run on demand; results go to docs/bench/ with date and hardware.
 *
 * <p>{@code java -Djava.io.tmpdir=$(mktemp -d) -cp
 * 'backend/bench/target/classes:backend/bench/target/lib/*' org.openjdk.jmh.Main} runs the JMH
 * benchmarks.
 */
@NullMarked
package io.interleave.bench;

import org.jspecify.annotations.NullMarked;
