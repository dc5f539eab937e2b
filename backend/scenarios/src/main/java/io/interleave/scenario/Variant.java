package io.interleave.scenario;

import io.interleave.engine.run.Program;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a scenario's program; what it is called stands in the scenario's texts.
 *
 * @param correct true for right, false for wrong, null where the subject has neither
 * @param file its Java source, as sites name it: {@code lostupdate/PlainCounter.java}
 * @param pythonFile its Python twin, or null
 * @param findings the types of what analysis finds in its runs, empty for a right one
 * @param program makes the program for a run
 */
public record Variant(
    String id,
    @Nullable Boolean correct,
    String file,
    @Nullable String pythonFile,
    List<String> findings,
    Function<Arguments, Program> program) {

  public Variant {
    findings = List.copyOf(findings);
  }

  /**
   * A variant that misses the goal.
   *
   * @param program its whole source, a record with parameters as components
   */
  public static <P extends Record & Program> Variant wrong(String id, Class<P> program) {
    return of(id, false, program);
  }

  /**
   * A variant that meets the goal.
   *
   * @param program its whole source, a record with parameters as components
   */
  public static <P extends Record & Program> Variant right(String id, Class<P> program) {
    return of(id, true, program);
  }

  private static Variant of(String id, boolean correct, Class<? extends Program> program) {
    return new Variant(id, correct, file(program), null, List.of(), new RecordProgram(program));
  }

  private static String file(Class<?> source) {
    return source.getName().substring(Catalogue.ROOT.length() + 1).replace('.', '/') + ".java";
  }

  /** The same with its Python twin, a file beside the Java one. */
  public Variant withPython(String name) {
    String folder = file.substring(0, file.lastIndexOf('/') + 1);
    return new Variant(id, correct, file, folder + name, findings, program);
  }

  /**
   * The same with the types of what analysis finds in its runs, as docs/trace-format.md has them.
   */
  public Variant showing(String... types) {
    return new Variant(id, correct, file, pythonFile, List.of(types), program);
  }

  /** The same, whose programs find this class woven: loading it is no part of their first run. */
  Variant calling(Class<?> scenario) {
    return new Variant(
        id,
        correct,
        file,
        pythonFile,
        findings,
        arguments -> {
          Woven.twin(scenario);
          return program.apply(arguments);
        });
  }
}
