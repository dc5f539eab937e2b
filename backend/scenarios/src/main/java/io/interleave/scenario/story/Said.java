package io.interleave.scenario.story;

import io.interleave.engine.event.Text;

/**
 * A sentence about a run.
 *
 * @param seq the event that it is about, 0 for none
 */
public record Said(Text text, int seq) {}
