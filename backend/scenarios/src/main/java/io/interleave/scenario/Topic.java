package io.interleave.scenario;

import io.interleave.engine.event.Text;

/**
 * What a course would teach in a week: a heading of the catalogue.
 *
 * @param id as in the URL of its place on the page of topics
 * @param summary what it is about, in a sentence
 */
public record Topic(String id, Text title, Text summary) {}
