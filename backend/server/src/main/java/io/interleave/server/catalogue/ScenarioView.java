package io.interleave.server.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario for clients and pages.
 *
 * @param small the parameters of the instance that can be explored; empty where it runs live only
 * @param picture the URL of a picture of a recorded run, on pages only
 */
public record ScenarioView(
    String id,
    String title,
    String topic,
    String summary,
    String story,
    String goal,
    List<String> lookFor,
    boolean python,
    List<String> modes,
    List<ParameterView> parameters,
    Map<String, Object> small,
    List<VariantView> variants,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String picture) {

  /** A parameter; what its type does not have is null. */
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
      String text) {

    /** The default, by the name that JSON and the pages know it by and Java cannot. */
    @JsonProperty("default")
    public Object getDefault() {
      return defaultValue;
    }
  }

  /** A variant with the types of its findings, and its listings, Java first. */
  public record VariantView(
      String id,
      String title,
      @Nullable Boolean correct,
      String text,
      List<String> findings,
      List<Listing> sources) {}

  static ScenarioView of(Scenario scenario, Function<String, Listing> listing) {
    return new ScenarioView(
        scenario.id(),
        scenario.title(),
        scenario.topic(),
        scenario.summary(),
        scenario.story(),
        scenario.goal(),
        scenario.lookFor(),
        scenario.python(),
        scenario.modes(),
        scenario.parameters().stream().map(ScenarioView::of).toList(),
        scenario.small(),
        scenario.variants().stream().map(variant -> of(variant, listing)).toList(),
        null);
  }

  private static ParameterView of(Parameter parameter) {
    return new ParameterView(
        parameter.name(),
        parameter.title(),
        parameter.type().name().toLowerCase(Locale.ROOT),
        parameter.defaultValue(),
        parameter.min(),
        parameter.max(),
        parameter.step(),
        parameter.unit(),
        parameter.choices(),
        parameter.text());
  }

  private static VariantView of(Variant variant, Function<String, Listing> listing) {
    List<Listing> sources =
        Stream.of(Optional.of(variant.file()), Optional.ofNullable(variant.pythonFile()))
            .flatMap(Optional::stream)
            .map(listing)
            .toList();
    return new VariantView(
        variant.id(),
        variant.title(),
        variant.correct(),
        variant.text(),
        variant.findings(),
        sources);
  }

  public Optional<VariantView> variant(String variantId) {
    return variants.stream().filter(variant -> variant.id().equals(variantId)).findFirst();
  }

  public ScenarioView withPicture(@Nullable String url) {
    return new ScenarioView(
        id,
        title,
        topic,
        summary,
        story,
        goal,
        lookFor,
        python,
        modes,
        parameters,
        small,
        variants,
        url);
  }
}
