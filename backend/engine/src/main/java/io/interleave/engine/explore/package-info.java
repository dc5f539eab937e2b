/**
 * Searching the schedules of a program: by chance, one of each equivalence class, every state, or
 * every one.
 *
 * <p>Words used here. Two schedules are <em>equivalent</em> when they differ only in the order of
 * independent steps (Mazurkiewicz); an equivalence <em>class</em> has one outcome. A step
 * <em>happens before</em> another when it is earlier and they conflict, or belong to one thread, or
 * others are in between. A step that touches nothing shared is <em>local</em>.
 */
@NullMarked
package io.interleave.engine.explore;

import org.jspecify.annotations.NullMarked;
