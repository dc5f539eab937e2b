package io.interleave.server.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Refuses values of properties with a sentence that names the property, by which the start fails.
 */
final class Bound {

  private Bound() {}

  static void atLeast(String property, long value, long least) {
    check(value >= least, property, least + " or more", value);
  }

  static void between(String property, long value, long least, long most) {
    check(value >= least && value <= most, property, least + " to " + most, value);
  }

  static void atLeast(String property, Duration value, Duration least) {
    check(value.compareTo(least) >= 0, property, text(least) + " or more", text(value));
  }

  static void form(String property, String value, Pattern form, String text) {
    check(form.matcher(value).matches(), property, text, "'" + value + "'");
  }

  private static void check(boolean holds, String property, String bound, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "interleave.%s has to be %s, not %s".formatted(property, bound, value));
    }
  }

  private static String text(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
