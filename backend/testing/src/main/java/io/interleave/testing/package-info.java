/**
 * What the tests of all modules share. A check runs in every build, or is {@link Nightly}; a class
 * that measures time is {@link Alone}; checks on random input take their seeds from {@link Seeds}.
 */
@NullMarked
package io.interleave.testing;

import org.jspecify.annotations.NullMarked;
