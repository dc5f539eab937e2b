/** One execution of a program: its threads, its limits, its end. */
@NullMarked
package io.interleave.engine.run;

import org.jspecify.annotations.NullMarked;
