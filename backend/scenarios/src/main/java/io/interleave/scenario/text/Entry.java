package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said of a parameter or a variant.
 *
 * @param title a word or a few
 * @param text what it does, or what is different about it, in a sentence
 * @param choices the words for a parameter's choices, by value; else empty
 */
public record Entry(Text title, Text text, Map<String, Text> choices) {

  public Entry {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }
}
