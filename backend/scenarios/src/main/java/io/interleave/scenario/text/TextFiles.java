package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a scenario: {@code texts.en.md} and {@code texts.zh.md} in its package, of the form
 * that docs/adding-a-scenario.md describes. A scenario declares its sentences; the files are read
 * when somebody wants the first word of them, and then is told what is wrong, all of it at once.
 * Thread-safe.
 */
public final class TextFiles {

  /** A sentence that the files have to have. */
  private record Declared(String section, String id, List<String> names) {}

  private final @Nullable Class<?> scenario;
  private final String folder;
  private final Function<String, @Nullable String> source;
  // All guarded by this.
  private final List<Declared> sentences = new ArrayList<>();
  private @Nullable List<Text> formats;

  private TextFiles(
      @Nullable Class<?> scenario, String folder, Function<String, @Nullable String> source) {
    this.scenario = scenario;
    this.folder = folder;
    this.source = source;
  }

  /** The files beside a class. */
  public static TextFiles of(Class<?> scenario) {
    String path = "/" + scenario.getPackageName().replace('.', '/') + "/";
    String folder = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    return new TextFiles(scenario, folder, file -> resource(path + file));
  }

  /** Files by name, from anywhere. */
  static TextFiles of(String folder, Map<String, String> sources) {
    return new TextFiles(null, folder, sources::get);
  }

  /** The class beside which they are; null for files from anywhere. */
  public @Nullable Class<?> scenario() {
    return scenario;
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

  private synchronized Sentence sentence(String section, String id, List<String> names) {
    int index = sentences.size();
    sentences.add(new Declared(section, id, names));
    formats = null;
    return new Sentence(() -> format(index), names);
  }

  private synchronized Text format(int index) {
    if (formats == null) {
      Reading reading = new Reading(folder, source);
      List<Text> read = formats(reading);
      reading.raise();
      formats = read;
    }
    return formats.get(index);
  }

  private List<Text> formats(Reading reading) {
    return sentences.stream()
        .map(each -> reading.sentence(each.section(), each.id(), each.names()))
        .toList();
  }

  /**
   * All the rest.
   *
   * @param parameters their names with their choices, which are empty where they are none
   * @param variants their ids
   * @param questions their ids with the choices for an answer, which are empty where they are none
   * @throws InvalidTexts if anything is missing, left over, or different in the two languages; the
   *     sentences that were declared belong to what there has to be
   */
  public synchronized Prose prose(
      Map<String, List<String>> parameters,
      List<String> variants,
      Map<String, List<String>> questions) {
    Reading reading = new Reading(folder, source);
    List<Text> read = formats(reading);
    Prose prose = reading.prose(parameters, variants, questions);
    reading.close();
    reading.raise();
    formats = read;
    return prose;
  }
}
