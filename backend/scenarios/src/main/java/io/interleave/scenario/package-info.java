/**
 * What a scenario is: its words, its parameters, its variants, and the catalogue of them all.
 *
 * <p>To add a scenario: a package below {@code io.interleave.scenarios} with one class for its
 * words and one {@code Program} a variant, and one line in {@code io.interleave.scenarios.All}. A
 * Python twin is a resource beside the Java source. Whatever a variant does to others or waits for
 * goes through the engine's primitives, in the variant's own file: what its listing does not show,
 * nobody can follow.
 */
@NullMarked
package io.interleave.scenario;

import org.jspecify.annotations.NullMarked;
