package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import io.interleave.scenario.story.Said;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A sentence with places for what only a run can know, read when it is first said. Immutable. */
public final class Sentence {

  private final Supplier<Text> format;
  private final List<String> places;

  /**
   * @param format its places as {@link String#format} has them, numbered
   * @param places their names, in the order of their numbers
   */
  Sentence(Supplier<Text> format, List<String> places) {
    this.format = format;
    this.places = List.copyOf(places);
  }

  /**
   * The same about an event.
   *
   * @param seq the event's
   */
  public Said at(long seq, Object... facts) {
    return new Said(with(facts), (int) seq);
  }

  /** The sentence with these in its places, in the order in which it was declared with them. */
  public Text with(Object... facts) {
    return format.get().with(facts);
  }

  /** The sentence with these in the places of their names. */
  public Text with(Map<String, ?> facts) {
    return format.get().with(places.stream().map(facts::get).toArray());
  }

  /** The names of its places. */
  public List<String> places() {
    return places;
  }
}
