package io.interleave.server.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.interleave.engine.event.Text;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.text.Entry;
import io.interleave.scenario.text.Prose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario for clients and pages, in one language.
 *
 * @param topicId the topic's, as in the URL of its place on the page of topics
 * @param after the ids of scenarios to be read before
 * @param concepts what it is about, a word or a few each
 * @param primitives the classes that its programs are made of, as Java calls them
 * @param findings the types of what analysis finds in its variants
 * @param small the parameters of the instance that can be explored; empty where it runs live only
 * @param memory what reads of plain variables see in controlled runs, if nobody asks for anything
 *     else
 * @param search what a search may find it by, in every language
 */
public record ScenarioView(
    String id,
    String title,
    String topic,
    String topicId,
    List<String> after,
    List<String> concepts,
    List<String> primitives,
    List<String> findings,
    String summary,
    String story,
    String goal,
    List<String> lookFor,
    boolean python,
    List<String> modes,
    String memory,
    List<ParameterView> parameters,
    Map<String, Object> small,
    List<VariantView> variants,
    List<QuestionView> questions,
    @JsonIgnore String search) {

  /** A parameter; what its type does not have is null. The titles of choices are by value. */
  public record ParameterView(
      String name,
      String title,
      String type,
      @JsonIgnore Object defaultValue,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer step,
      @Nullable String unit,
      @Nullable List<String> choices,
      @Nullable Map<String, String> choiceTitles,
      String text) {

    /** The default, by the name that JSON and the pages know it by and Java cannot. */
    @JsonProperty("default")
    public Object getDefault() {
      return defaultValue;
    }
  }

  /**
   * Something to predict before a run.
   *
   * @param text what is said with the answer
   * @param choices the keys of the answers, null where it is a whole number
   * @param choiceTitles by key, null as well
   */
  public record QuestionView(
      String id,
      String title,
      String text,
      @Nullable List<String> choices,
      @Nullable Map<String, String> choiceTitles) {}

  /** A variant with the types of its findings, and its listings, Java first. */
  public record VariantView(
      String id,
      String title,
      @Nullable Boolean correct,
      String text,
      List<String> findings,
      List<Listing> sources) {}

  static ScenarioView of(Scenario scenario, Function<String, Listing> listing, Locale language) {
    Prose prose = scenario.prose();
    List<String> primitives = Primitives.of(scenario, listing);
    return new ScenarioView(
        scenario.id(),
        prose.title().in(language),
        scenario.topic().title().in(language),
        scenario.topic().id(),
        scenario.after(),
        prose.concepts().stream().map(concept -> concept.in(language)).toList(),
        primitives,
        findings(scenario),
        prose.summary().in(language),
        prose.story().in(language),
        prose.goal().in(language),
        prose.lookFor().stream().map(line -> line.in(language)).toList(),
        scenario.python(),
        scenario.modes(),
        scenario.memory().word(),
        scenario.parameters().stream()
            .map(each -> of(each, entry(prose.parameters(), each.name()), language))
            .toList(),
        scenario.small(),
        scenario.variants().stream()
            .map(each -> of(each, entry(prose.variants(), each.id()), listing, language))
            .toList(),
        scenario.questions().stream()
            .map(each -> of(each, entry(prose.questions(), each.id()), language))
            .toList(),
        search(scenario, primitives));
  }

  private static List<String> findings(Scenario scenario) {
    return scenario.variants().stream()
        .flatMap(variant -> variant.findings().stream())
        .distinct()
        .toList();
  }

  private static String search(Scenario scenario, List<String> primitives) {
    Prose prose = scenario.prose();
    return Stream.of(
            Stream.of(
                Text.same(scenario.id()), scenario.topic().title(), prose.title(), prose.summary()),
            prose.concepts().stream(),
            primitives.stream().map(Text::same),
            findings(scenario).stream().flatMap(ScenarioView::names),
            scenario.variants().stream()
                .map(variant -> entry(prose.variants(), variant.id()).title()))
        .flatMap(texts -> texts)
        .flatMap(text -> Stream.of(text.en(), text.zh()))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** A finding's type, as it is written and in words. */
  private static Stream<Text> names(String finding) {
    return Stream.of(Text.same(finding), Text.same(finding.replace('-', ' ')));
  }

  private static QuestionView of(Question question, Entry entry, Locale language) {
    boolean number = question.choices().isEmpty();
    return new QuestionView(
        question.id(),
        entry.title().in(language),
        entry.text().in(language),
        number ? null : question.choices(),
        number ? null : choiceTitles(entry, language));
  }

  private static Entry entry(Map<String, Entry> entries, String key) {
    return Objects.requireNonNull(entries.get(key), key);
  }

  private static ParameterView of(Parameter parameter, Entry entry, Locale language) {
    return new ParameterView(
        parameter.name(),
        entry.title().in(language),
        parameter.type().name().toLowerCase(Locale.ROOT),
        parameter.defaultValue(),
        parameter.min(),
        parameter.max(),
        parameter.step(),
        parameter.unit(),
        parameter.choices(),
        parameter.choices() == null ? null : choiceTitles(entry, language),
        entry.text().in(language));
  }

  private static Map<String, String> choiceTitles(Entry entry, Locale language) {
    Map<String, String> titles = new LinkedHashMap<>();
    entry.choices().forEach((value, title) -> titles.put(value, title.in(language)));
    return titles;
  }

  private static VariantView of(
      Variant variant, Entry entry, Function<String, Listing> listing, Locale language) {
    List<Listing> sources =
        Stream.of(Optional.of(variant.file()), Optional.ofNullable(variant.pythonFile()))
            .flatMap(Optional::stream)
            .map(listing)
            .toList();
    return new VariantView(
        variant.id(),
        entry.title().in(language),
        variant.correct(),
        entry.text().in(language),
        variant.findings(),
        sources);
  }

  public Optional<VariantView> variant(String variantId) {
    return variants.stream().filter(variant -> variant.id().equals(variantId)).findFirst();
  }
}
