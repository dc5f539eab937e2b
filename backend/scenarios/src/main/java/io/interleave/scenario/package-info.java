/**
 * What a scenario is: its parameters, its variants, its texts, and the catalogue of them all.
 *
 * <p>To add one, see docs/adding-a-scenario.md. Whatever a variant does to others or waits for goes
 * through the engine's primitives, in the variant's own file: what its listing does not show,
 * nobody can follow.
 */
@NullMarked
package io.interleave.scenario;

import org.jspecify.annotations.NullMarked;
