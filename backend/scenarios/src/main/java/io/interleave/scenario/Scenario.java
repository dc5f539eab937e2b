package io.interleave.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small concurrent program with a story, a goal, parameters and variants.
 *
 * @param id as in its URL, such as {@code lost-update}
 * @param topic the heading under which the catalogue lists it
 * @param summary what a learner sees, in a sentence
 * @param story paragraphs of plain text, a blank line between them
 * @param goal the invariant that a run checks, in a sentence
 * @param lookFor what to watch on the timeline, a sentence each
 * @param modes the words of the modes it runs in, {@code live} first
 * @param small the values of parameters with which all its schedules can be tried; empty where it
 *     runs live only
 */
public record Scenario(
    String id,
    String title,
    String topic,
    String summary,
    String story,
    String goal,
    List<String> lookFor,
    List<String> modes,
    List<Parameter> parameters,
    Map<String, Object> small,
    List<Variant> variants) {

  public Scenario {
    lookFor = List.copyOf(lookFor);
    modes = List.copyOf(modes);
    parameters = List.copyOf(parameters);
    small = Collections.unmodifiableMap(new LinkedHashMap<>(small));
    variants = List.copyOf(variants);
  }

  /**
   * The variant with this id.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public Variant variant(String variantId) {
    return variants.stream().filter(v -> v.id().equals(variantId)).findFirst().orElseThrow();
  }

  /** Whether a Python listing stands beside the Java one. */
  public boolean python() {
    return variants.stream().anyMatch(variant -> variant.pythonFile() != null);
  }

  /** The given values of parameters, and the small instance's for those that are not given. */
  public Map<String, ?> smallWith(Map<String, ?> given) {
    Map<String, Object> all = new LinkedHashMap<>(small);
    all.putAll(given);
    return all;
  }

  /** Begins a scenario that runs live. */
  public static Builder titled(String id, String title) {
    return new Builder(id, title);
  }

  /** Collects what makes a scenario; each of the words must be given. */
  public static final class Builder {

    private final String id;
    private final String title;
    private String topic = "";
    private String summary = "";
    private String story = "";
    private String goal = "";
    private final List<String> lookFor = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, Object> small = new LinkedHashMap<>();
    private final List<Variant> variants = new ArrayList<>();

    private Builder(String id, String title) {
      this.id = id;
      this.title = title;
    }

    public Builder topic(String topic) {
      this.topic = topic;
      return this;
    }

    public Builder summary(String summary) {
      this.summary = summary.strip();
      return this;
    }

    /** Its paragraphs, a blank line between them; single line breaks are the source's alone. */
    public Builder story(String story) {
      this.story = story.strip().replaceAll("(?<!\\n)\\n(?!\\n)", " ");
      return this;
    }

    public Builder goal(String goal) {
      this.goal = goal.strip();
      return this;
    }

    /** Adds one thing to look for. */
    public Builder lookFor(String sentence) {
      lookFor.add(sentence.strip());
      return this;
    }

    public Builder parameter(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /**
     * The value of a parameter in the small instance, which makes it run controlled too: few enough
     * threads and rounds to try all schedules, and enough to show what it is about.
     */
    public Builder small(String parameter, Object value) {
      small.put(parameter, value);
      return this;
    }

    public Builder variant(Variant variant) {
      variants.add(variant);
      return this;
    }

    public Scenario build() {
      List<String> modes = small.isEmpty() ? List.of("live") : List.of("live", "controlled");
      return new Scenario(
          id, title, topic, summary, story, goal, lookFor, modes, parameters, small, variants);
    }
  }
}
