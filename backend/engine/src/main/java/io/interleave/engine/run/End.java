package io.interleave.engine.run;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param reason a sentence, where the status wants one
 * @param outcome what the program returned, null if it did not
 * @param durationNanos from the first record to the end of the recording
 */
public record End(
    Status status, @Nullable Text reason, @Nullable Outcome outcome, long durationNanos) {}
