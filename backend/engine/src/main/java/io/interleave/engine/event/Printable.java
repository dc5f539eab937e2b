package io.interleave.engine.event;

/**
 * Texts that a program chose, such as the names of its threads, as everything that shows them can
 * show them.
 *
 * <p>Half of a surrogate pair is no character and cannot be written as UTF-8, and the controls of
 * Unicode's bidirectional algorithm would turn the sentence around a name: both become their escape
 * of six characters. All else stays as it is.
 */
public final class Printable {

  // The first strong isolate and its end: what is between them does not arrange what is around.
  private static final String ISOLATE = "\u2068";
  private static final String ISOLATE_END = "\u2069";

  private Printable() {}

  /** The same text, with what cannot be shown escaped. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (mustEscape(text, i)) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (mustEscape(text, i)) {
        out.append("\\u%04x".formatted((int) text.charAt(i)));
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean mustEscape(String text, int index) {
    char c = text.charAt(index);
    return c >= '\u061c' && (isHalf(text, index) || isBidiControl(c));
  }

  /** Whether the character at an index is half of a pair whose other half is not beside it. */
  public static boolean isHalf(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private static boolean isBidiControl(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /**
   * The text for use inside a sentence of another language: kept apart if it runs right to left.
   */
  static String isolated(String text) {
    String shown = of(text);
    for (int i = 0; i < shown.length(); i++) {
      byte direction = Character.getDirectionality(shown.charAt(i));
      if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
          || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
        return ISOLATE + shown + ISOLATE_END;
      }
    }
    return shown;
  }
}
