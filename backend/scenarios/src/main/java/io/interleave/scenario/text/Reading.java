package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario's texts in both languages at once. What is asked for and is not there is empty
 * until {@link #raise} complains of it. Not thread-safe.
 */
final class Reading {

  private final Complaints complaints = new Complaints();
  private final TextFile english;
  private final TextFile chinese;

  Reading(String folder, Function<String, @Nullable String> source) {
    this.english = open(Language.EN, folder, source);
    this.chinese = open(Language.ZH, folder, source);
  }

  private TextFile open(
      Language language, String folder, Function<String, @Nullable String> sources) {
    String file = "texts.%s.md".formatted(language.code());
    String source = sources.apply(file);
    if (source == null) {
      complaints.add(folder + file, 1, "there is no such file");
    }
    return new TextFile(folder + file, language, source == null ? "" : source, complaints);
  }

  /** The paragraph of {@code ### id} in a section, its places numbered. */
  Text sentence(String section, String id, List<String> names) {
    return both(file -> file.entry(section, id).map(e -> file.format(e, names)).orElse(""));
  }

  Prose prose(
      Map<String, List<String>> parameters,
      List<String> variants,
      Map<String, List<String>> questions) {
    Text title = both(TextFile::title);
    Text summary = both(TextFile::summary);
    List<Text> story = each("Story", file -> file.paragraphs("Story"));
    Text goal = both(file -> file.paragraph("Goal"));
    List<Text> lookFor = each("Look for", file -> file.items("Look for"));
    List<Text> concepts = each("Concepts", file -> file.items("Concepts"));
    Map<String, Entry> ofParameters = new LinkedHashMap<>();
    parameters.forEach(
        (name, choices) -> ofParameters.put(name, entry("Parameters", name, choices)));
    Map<String, Entry> ofVariants = new LinkedHashMap<>();
    variants.forEach(id -> ofVariants.put(id, entry("Variants", id, List.of())));
    Map<String, Entry> ofQuestions = new LinkedHashMap<>();
    questions.forEach((id, choices) -> ofQuestions.put(id, entry("Questions", id, choices)));
    return new Prose(
        title,
        summary,
        Text.same("\n\n").join(story),
        goal,
        lookFor,
        concepts,
        ofParameters,
        ofVariants,
        ofQuestions);
  }

  /** Complains of what nobody asked for. */
  void close() {
    english.close();
    chinese.close();
  }

  /**
   * @throws InvalidTexts if there is anything to complain of
   */
  void raise() {
    complaints.raise();
  }

  private Entry entry(String section, String id, List<String> choices) {
    Map<String, Text> words = new LinkedHashMap<>();
    for (String value : choices) {
      words.put(
          value, both(file -> file.entry(section, id).map(e -> file.choice(e, value)).orElse("")));
    }
    return new Entry(
        both(file -> file.entry(section, id).map(file::title).orElse("")),
        both(file -> file.entry(section, id).map(file::one).orElse("")),
        words);
  }

  private Text both(Function<TextFile, String> text) {
    return new Text(text.apply(english), text.apply(chinese));
  }

  private List<Text> each(String section, Function<TextFile, List<String>> texts) {
    List<String> en = texts.apply(english);
    List<String> zh = texts.apply(chinese);
    if (en.size() != zh.size()) {
      chinese.complain(
          section, "there are %d here, but %d in English".formatted(zh.size(), en.size()));
    }
    return IntStream.range(0, Math.min(en.size(), zh.size()))
        .mapToObj(i -> new Text(en.get(i), zh.get(i)))
        .toList();
  }
}
