package io.interleave.scenario.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/** The languages that texts are written in, by the code in their files' names. */
enum Language {
  EN,
  ZH;

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
    return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
  }
}
