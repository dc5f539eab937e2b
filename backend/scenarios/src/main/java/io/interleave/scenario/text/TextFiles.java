package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a scenario: {@code texts.en.md} and {@code texts.zh.md} in its package, of the form
 * that docs/adding-a-scenario.md describes. A scenario first declares its sentences, then asks for
 * all the rest; only then is told what is wrong, all of it at once. Not thread-safe.
 */
public final class TextFiles {

  private final Complaints complaints = new Complaints();
  private final TextFile english;
  private final TextFile chinese;

  private TextFiles(String folder, Function<String, @Nullable String> source) {
    this.english = open(Language.EN, folder, source);
    this.chinese = open(Language.ZH, folder, source);
  }

  /** The files beside a class. */
  public static TextFiles of(Class<?> scenario) {
    String path = "/" + scenario.getPackageName().replace('.', '/') + "/";
    String folder = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    return new TextFiles(folder, file -> resource(path + file));
  }

  /** Files by name, from anywhere. */
  static TextFiles of(String folder, Map<String, String> sources) {
    return new TextFiles(folder, sources::get);
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

  private static @Nullable String resource(String path) {
    try (InputStream in = TextFiles.class.getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the texts " + path + " cannot be read", e);
    }
  }

  /**
   * A sentence for the outcome of a run, {@code ### id} under {@code ## Outcomes}.
   *
   * @param facts the names of its places, in the order in which they will be filled
   */
  public Sentence sentence(String id, String... facts) {
    return sentence("Outcomes", id, List.of(facts));
  }

  /**
   * A sentence for what happened in a run, {@code ### id} under {@code ## Happened}.
   *
   * @param facts the names of its places, in the order in which they will be filled
   */
  public Sentence told(String id, String... facts) {
    return sentence("Happened", id, List.of(facts));
  }

  /**
   * A sentence for why values of parameters make no sense together, {@code ### id} under {@code ##
   * Refusals}.
   *
   * @param parameters the names of its places, which are those of parameters
   */
  public Sentence refusal(String id, String... parameters) {
    return sentence("Refusals", id, List.of(parameters));
  }

  private Sentence sentence(String section, String id, List<String> names) {
    return new Sentence(
        both(file -> file.entry(section, id).map(e -> file.format(e, names)).orElse("")), names);
  }

  /**
   * All the rest.
   *
   * @param parameters their names with their choices, which are empty where they are none
   * @param variants their ids
   * @param questions their ids with the choices for an answer, which are empty where they are none
   * @throws InvalidTexts if anything is missing, left over, or different in the two languages
   */
  public Prose prose(
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
    english.close();
    chinese.close();
    complaints.raise();
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
