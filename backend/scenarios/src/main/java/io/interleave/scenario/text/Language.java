package io.interleave.scenario.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/** The languages that texts are written in, by the code in their files' names. */
enum Language {
  EN,
  ZH;

  private static final char FIRST_HAN = '\u2e80';

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a sentence can be of this language, by its script. */
  boolean canBe(String sentence) {
    return hasHan(sentence) == (this == ZH);
  }

  /** Whether a name can be: those of classes and methods are the same in every language. */
  boolean canName(String name) {
    return this == ZH || !hasHan(name);
  }

  private static boolean hasHan(String text) {
    for (int i = 0; i < text.length(); i++) {
      // What is below is quickly known to be none.
      if (text.charAt(i) >= FIRST_HAN
          && UnicodeScript.of(text.codePointAt(i)) == UnicodeScript.HAN) {
        return true;
      }
    }
    return false;
  }
}
