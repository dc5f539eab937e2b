package io.interleave.scenario;

import io.interleave.engine.event.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a scenario's parameters for one run, complete and within bounds. Immutable. */
public final class Arguments {

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Checks given values against the parameters and fills in the defaults.
   *
   * @throws InvalidArgument naming the parameter, if a value has no parameter, the wrong type or is
   *     out of bounds
   */
  public static Arguments of(List<Parameter> parameters, Map<String, ?> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Object value = given.get(parameter.name());
      values.put(
          parameter.name(), value == null ? parameter.defaultValue() : check(parameter, value));
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw new InvalidArgument(
            name,
            new Text("There is no parameter '%s'; there are %s.", "没有参数“%s”；可选的有 %s。")
                .with(name, values.keySet()));
      }
    }
    return new Arguments(values);
  }

  private static Object check(Parameter parameter, Object value) {
    return switch (parameter.type()) {
      case INTEGER -> checkInteger(parameter, value);
      case BOOLEAN -> {
        if (!(value instanceof Boolean)) {
          throw new InvalidArgument(
              parameter.name(),
              new Text("'%s' is true or false, not %s.", "“%s”是 true 或 false，不是 %s。")
                  .with(parameter.name(), value));
        }
        yield value;
      }
      case CHOICE -> {
        List<String> choices = parameter.choices();
        if (choices == null || !(value instanceof String text) || !choices.contains(text)) {
          throw new InvalidArgument(
              parameter.name(),
              new Text("'%s' is one of %s, not %s.", "“%s”是 %s 之一，不是 %s。")
                  .with(parameter.name(), choices, value));
        }
        yield value;
      }
    };
  }

  private static Object checkInteger(Parameter parameter, Object value) {
    if (!(value instanceof Integer || value instanceof Long)) {
      throw new InvalidArgument(
          parameter.name(),
          new Text("'%s' is a whole number, not %s.", "“%s”是整数，不是 %s。")
              .with(parameter.name(), value));
    }
    long number = ((Number) value).longValue();
    Integer min = parameter.min();
    Integer max = parameter.max();
    if ((min != null && number < min) || (max != null && number > max)) {
      throw new InvalidArgument(
          parameter.name(),
          new Text("'%s' is %s to %s, not %s.", "“%s”是 %s 到 %s，不是 %s。")
              .with(parameter.name(), min, max, value));
    }
    return (int) number;
  }

  /** The value of an integer parameter. */
  public int integer(String name) {
    return (Integer) value(name);
  }

  /** The value of a boolean parameter. */
  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  /** The value of a choice. */
  public String choice(String name) {
    return (String) value(name);
  }

  /**
   * The value of a parameter of any type.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no parameter '" + name + "'");
    }
    return value;
  }

  /** All values by name, in the order of the parameters. */
  public Map<String, Object> asMap() {
    return new LinkedHashMap<>(values);
  }
}
