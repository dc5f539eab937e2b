package io.interleave.scenario.story;

/**
 * What is right for a run.
 *
 * @param value a whole number, or the key of a choice
 * @param seq the event that decides it: whoever is asked must not have seen it
 */
public record Answer(String value, int seq) {}
