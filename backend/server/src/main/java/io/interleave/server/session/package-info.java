/** Being the scheduler: a program gone through step by step, by whoever chooses who goes next. */
@NullMarked
package io.interleave.server.session;

import org.jspecify.annotations.NullMarked;
