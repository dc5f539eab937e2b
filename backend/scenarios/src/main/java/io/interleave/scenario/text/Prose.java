package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import java.util.List;
import java.util.Map;

/**
 * What a scenario says of itself, in every language. Immutable.
 *
 * @param summary what a learner sees, in a sentence
 * @param story paragraphs of plain text, a blank line between them
 * @param goal the invariant that a run checks, in a sentence
 * @param lookFor what to watch on the timeline, a sentence each
 * @param concepts what it is about, a word or a few each, for a search
 * @param parameters by name
 * @param variants by id
 * @param questions by id: what is asked, and what is said with the answer
 */
public record Prose(
    Text title,
    Text summary,
    Text story,
    Text goal,
    List<Text> lookFor,
    List<Text> concepts,
    Map<String, Entry> parameters,
    Map<String, Entry> variants,
    Map<String, Entry> questions) {

  public Prose {
    lookFor = List.copyOf(lookFor);
    concepts = List.copyOf(concepts);
    parameters = Map.copyOf(parameters);
    variants = Map.copyOf(variants);
    questions = Map.copyOf(questions);
  }
}
