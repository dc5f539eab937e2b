package io.interleave.scenario;

import io.interleave.engine.run.Program;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes programs that are records: each component takes the value of the parameter of its name. The
 * woven class is loaded with the first of them. Thread-safe.
 */
final class RecordProgram implements Function<Arguments, Program> {

  /** How a record is made, and of what. */
  private record Maker(Constructor<? extends Program> constructor, List<String> names) {}

  private final Class<? extends Program> type;
  private final Supplier<Maker> maker;

  RecordProgram(Class<? extends Program> type) {
    this.type = type;
    this.maker = Once.of(() -> maker(Woven.twin(type).asSubclass(Program.class)));
  }

  private static Maker maker(Class<? extends Program> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<? extends Program> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      // Programs are their packages' own.
      constructor.setAccessible(true);
      return new Maker(constructor, Stream.of(components).map(RecordComponent::getName).toList());
    } catch (NoSuchMethodException e) {
      throw new LinkageError("every record has its canonical constructor", e);
    }
  }

  /**
   * @throws IllegalArgumentException if a component is no parameter, or one of another type
   */
  @Override
  public Program apply(Arguments arguments) {
    List<String> names = maker.get().names();
    Map<String, Object> values = arguments.asMap();
    if (!values.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "%s takes %s, but the parameters are %s"
              .formatted(type.getSimpleName(), names, values.keySet()));
    }
    Object[] own = names.stream().map(values::get).toArray();
    try {
      return maker.get().constructor().newInstance(own);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s cannot be made of %s".formatted(type.getSimpleName(), Arrays.toString(own)), e);
    }
  }
}
