package io.interleave.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A knob of a scenario; what it is called and does stands in the scenario's texts.
 *
 * @param defaultValue an Integer, Boolean or String, as the type says
 * @param min the least value of an integer, else null
 * @param max the greatest value of an integer, else null
 * @param step the distance between sensible values of an integer, else null
 * @param unit such as {@code ms}, or null
 * @param choices the values of a choice, else null
 */
public record Parameter(
    String name,
    Type type,
    Object defaultValue,
    @Nullable Integer min,
    @Nullable Integer max,
    @Nullable Integer step,
    @Nullable String unit,
    @Nullable List<String> choices) {

  /** What values it takes. */
  public enum Type {
    INTEGER,
    BOOLEAN,
    CHOICE
  }

  public static Parameter integer(String name, int defaultValue, int min, int max) {
    return new Parameter(name, Type.INTEGER, defaultValue, min, max, 1, null, null);
  }

  public static Parameter millis(String name, int defaultValue, int min, int max) {
    return new Parameter(name, Type.INTEGER, defaultValue, min, max, 1, "ms", null);
  }

  public static Parameter micros(String name, int defaultValue, int min, int max) {
    return new Parameter(name, Type.INTEGER, defaultValue, min, max, 10, "µs", null);
  }

  public static Parameter flag(String name, boolean defaultValue) {
    return new Parameter(name, Type.BOOLEAN, defaultValue, null, null, null, null, null);
  }

  public static Parameter choice(String name, String defaultValue, List<String> choices) {
    return new Parameter(
        name, Type.CHOICE, defaultValue, null, null, null, null, List.copyOf(choices));
  }
}
