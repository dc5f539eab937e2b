package io.interleave.scenario;

import io.interleave.engine.event.Text;
import io.interleave.scenario.text.Prose;
import io.interleave.scenario.text.TextFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small concurrent program with a story, a goal, parameters and variants.
 *
 * @param id as in its URL, such as {@code lost-update}
 * @param topic the heading under which the catalogue lists it
 * @param modes the words of the modes it runs in, {@code live} first
 * @param small the values of parameters with which all its schedules can be tried; empty where it
 *     runs live only
 * @param prose all that it says in words
 */
public record Scenario(
    String id,
    Text topic,
    List<String> modes,
    List<Parameter> parameters,
    Map<String, Object> small,
    List<Variant> variants,
    Prose prose) {

  public Scenario {
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

  /**
   * Begins a scenario that runs live.
   *
   * @param texts its texts, of which it has declared its sentences
   */
  public static Builder of(String id, TextFiles texts) {
    return new Builder(id, texts);
  }

  /** Collects the structure of a scenario; the texts have to fit it. */
  public static final class Builder {

    private final String id;
    private final TextFiles texts;
    private @Nullable Text topic;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, Object> small = new LinkedHashMap<>();
    private final List<Variant> variants = new ArrayList<>();

    private Builder(String id, TextFiles texts) {
      this.id = id;
      this.texts = texts;
    }

    public Builder topic(Text topic) {
      this.topic = topic;
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

    /**
     * @throws IllegalArgumentException if the small instance or a program takes what is no
     *     parameter
     * @throws io.interleave.scenario.text.InvalidTexts if the texts are not those of this scenario
     */
    public Scenario build() {
      Arguments smallest = Arguments.of(parameters, small);
      variants.forEach(variant -> variant.program().apply(smallest));
      Map<String, List<String>> choices = new LinkedHashMap<>();
      for (Parameter parameter : parameters) {
        choices.put(parameter.name(), Objects.requireNonNullElse(parameter.choices(), List.of()));
      }
      return new Scenario(
          id,
          Objects.requireNonNull(topic, "the topic of " + id),
          small.isEmpty() ? List.of("live") : List.of("live", "controlled"),
          parameters,
          small,
          variants,
          texts.prose(choices, variants.stream().map(Variant::id).toList()));
    }
  }
}
