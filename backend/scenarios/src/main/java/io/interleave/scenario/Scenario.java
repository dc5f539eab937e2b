package io.interleave.scenario;

import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.scenario.story.Account;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Prose;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small concurrent program with a story, a goal, parameters and variants.
 *
 * @param id as in its URL, such as {@code lost-update}
 * @param topic the heading under which the catalogue lists it
 * @param after the ids of those that it takes for granted
 * @param modes the words of the modes it runs in, {@code live} first, if it does
 * @param memory what reads of plain variables see in its controlled runs, if nobody asks for
 *     anything else
 * @param refusals values of parameters that make no sense together
 * @param small the values of parameters with which all its schedules can be tried; empty where it
 *     runs live only
 * @param questions what can be predicted, in the order of asking
 * @param telling what happened in a run, from its trace
 * @param texts all that it says in words, read when it is first asked for
 */
public record Scenario(
    String id,
    Topic topic,
    List<String> after,
    List<String> modes,
    MemoryModel memory,
    List<Parameter> parameters,
    List<Refusal> refusals,
    Map<String, Object> small,
    List<Variant> variants,
    List<Question> questions,
    Function<Facts, Stream<Said>> telling,
    Supplier<Prose> texts) {

  public Scenario {
    after = List.copyOf(after);
    modes = List.copyOf(modes);
    parameters = List.copyOf(parameters);
    refusals = List.copyOf(refusals);
    small = Collections.unmodifiableMap(new LinkedHashMap<>(small));
    variants = List.copyOf(variants);
    questions = List.copyOf(questions);
  }

  /**
   * All that it says in words.
   *
   * @throws io.interleave.scenario.text.InvalidTexts if the texts are not those of this scenario
   */
  public Prose prose() {
    return texts.get();
  }

  /**
   * Given values with the defaults for those that are not given.
   *
   * @throws InvalidArgument naming the parameter, if a value has no parameter, the wrong type or is
   *     out of bounds, or if values make no sense together
   */
  public Arguments arguments(Map<String, ?> given) {
    Arguments arguments = Arguments.of(parameters, given);
    refusals.forEach(refusal -> refusal.check(arguments));
    return arguments;
  }

  /** What happened in a finished run, and the answers to the questions. */
  public Account account(Facts facts) {
    return Account.of(facts, telling, questions);
  }

  /**
   * The variant with this id.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public Variant variant(String variantId) {
    return variants.stream().filter(v -> v.id().equals(variantId)).findFirst().orElseThrow();
  }

  /** Whether it runs live. */
  public boolean live() {
    return modes.contains("live");
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
    private @Nullable Topic topic;
    private List<String> after = List.of();
    private boolean live = true;
    private MemoryModel memory = MemoryModel.SC;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, Object> small = new LinkedHashMap<>();
    private final List<Variant> variants = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private Function<Facts, Stream<Said>> telling = _ -> Stream.of();

    private Builder(String id, TextFiles texts) {
      this.id = id;
      this.texts = texts;
    }

    public Builder topic(Topic topic) {
      this.topic = topic;
      return this;
    }

    /** The ids of scenarios that come before it. */
    public Builder after(String... ids) {
      after = List.of(ids);
      return this;
    }

    /** It shows what no live run can be made to show. */
    public Builder controlledOnly() {
      live = false;
      return this;
    }

    /**
     * Its controlled runs have a modelled memory, in which plain variables may be read stale; its
     * texts have to say so.
     */
    public Builder modelledMemory() {
      memory = MemoryModel.JAVA;
      return this;
    }

    public Builder parameter(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /**
     * Refuses values that make no sense together.
     *
     * @param parameter the one that is complained of
     */
    public Builder refusing(String parameter, Predicate<Arguments> when, Sentence reason) {
      refusals.add(new Refusal(parameter, when, reason));
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
      Class<?> scenario = texts.scenario();
      variants.add(scenario == null ? variant : variant.calling(scenario));
      return this;
    }

    /** Something to predict; it is asked in the order of these calls. */
    public Builder asking(Question question) {
      questions.add(question);
      return this;
    }

    /** What it tells of a run, beyond what can be told of any. */
    public Builder telling(Function<Facts, Stream<Said>> telling) {
      this.telling = telling;
      return this;
    }

    /**
     * Neither reads the texts nor loads a program: whoever wants them first is told what is wrong
     * with them.
     *
     * @throws IllegalArgumentException if the small instance or a refusal takes what is no
     *     parameter, or a refusal the defaults or the small instance
     */
    public Scenario build() {
      Arguments smallest = Arguments.of(parameters, small);
      Arguments defaults = Arguments.of(parameters, Map.of());
      for (Refusal refusal : refusals) {
        Stream.concat(Stream.of(refusal.parameter()), refusal.reason().places().stream())
            .forEach(defaults::value);
        refusal.check(defaults);
        refusal.check(smallest);
      }
      Map<String, List<String>> answers = new LinkedHashMap<>();
      questions.forEach(question -> answers.put(question.id(), question.choices()));
      Map<String, List<String>> choices = new LinkedHashMap<>();
      for (Parameter parameter : parameters) {
        choices.put(parameter.name(), Objects.requireNonNullElse(parameter.choices(), List.of()));
      }
      return new Scenario(
          id,
          Objects.requireNonNull(topic, "the topic of " + id),
          after,
          modes(),
          memory,
          parameters,
          refusals,
          small,
          variants,
          questions,
          telling,
          Once.of(
              () -> texts.prose(choices, variants.stream().map(Variant::id).toList(), answers)));
    }

    private List<String> modes() {
      if (small.isEmpty() && !live) {
        throw new IllegalArgumentException(id + " has no small instance to be explored");
      }
      List<String> modes = new ArrayList<>();
      if (live) {
        modes.add("live");
      }
      if (!small.isEmpty()) {
        modes.add("controlled");
      }
      return modes;
    }
  }
}
