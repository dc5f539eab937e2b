/** What each thread was doing when. */
@NullMarked
package io.interleave.engine.analysis.state;

import org.jspecify.annotations.NullMarked;
