package io.interleave.scenario;

import io.interleave.engine.run.Program;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes programs that are records: each component takes the value of the parameter of its name.
 * Thread-safe.
 */
final class RecordProgram implements Function<Arguments, Program> {

  private final String[] names;
  private final Constructor<? extends Program> constructor;

  RecordProgram(Class<? extends Program> type) {
    RecordComponent[] components = type.getRecordComponents();
    this.names = Stream.of(components).map(RecordComponent::getName).toArray(String[]::new);
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new LinkageError("every record has its canonical constructor", e);
    }
    // Programs are their packages' own.
    constructor.setAccessible(true);
  }

  /**
   * @throws IllegalArgumentException if a component is no parameter, or one of another type
   */
  @Override
  public Program apply(Arguments arguments) {
    Map<String, Object> values = arguments.asMap();
    if (!values.keySet().containsAll(Arrays.asList(names))) {
      throw new IllegalArgumentException(
          "%s takes %s, but the parameters are %s"
              .formatted(name(), Arrays.toString(names), values.keySet()));
    }
    Object[] own = Stream.of(names).map(values::get).toArray();
    try {
      return constructor.newInstance(own);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s cannot be made of %s".formatted(name(), Arrays.toString(own)), e);
    }
  }

  private String name() {
    return constructor.getDeclaringClass().getSimpleName();
  }
}
