package io.interleave.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A knob of a scenario.
 *
 * @param defaultValue an Integer, Boolean or String, as the type says
 * @param min the least value of an integer, else null
 * @param max the greatest value of an integer, else null
 * @param step the distance between sensible values of an integer, else null
 * @param unit such as {@code ms}, or null
 * @param choices the values of a choice, else null
 * @param text what it does, in a sentence
 */
public record Parameter(
    String name,
    String title,
    Type type,
    Object defaultValue,
    @Nullable Integer min,
    @Nullable Integer max,
    @Nullable Integer step,
    @Nullable String unit,
    @Nullable List<String> choices,
    String text) {

  /** What values it takes. */
  public enum Type {
    INTEGER,
    BOOLEAN,
    CHOICE
  }

  public static Parameter integer(
      String name, String title, int defaultValue, int min, int max, String text) {
    return new Parameter(name, title, Type.INTEGER, defaultValue, min, max, 1, null, null, text);
  }

  public static Parameter millis(
      String name, String title, int defaultValue, int min, int max, String text) {
    return new Parameter(name, title, Type.INTEGER, defaultValue, min, max, 1, "ms", null, text);
  }

  public static Parameter flag(String name, String title, boolean defaultValue, String text) {
    return new Parameter(
        name, title, Type.BOOLEAN, defaultValue, null, null, null, null, null, text);
  }

  public static Parameter choice(
      String name, String title, String defaultValue, List<String> choices, String text) {
    return new Parameter(
        name, title, Type.CHOICE, defaultValue, null, null, null, null, List.copyOf(choices), text);
  }
}
