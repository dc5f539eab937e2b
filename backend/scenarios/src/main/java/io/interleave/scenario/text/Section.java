package io.interleave.scenario.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A heading with what stands under it. Grows while its file is read; knows what was asked for. */
final class Section {

  /** A paragraph, or an item of a list, and where it begins. */
  record Passage(int line, String text) {}

  final int line;
  final String heading;
  private final String key;
  final List<Passage> paragraphs = new ArrayList<>();
  final List<Passage> items = new ArrayList<>();
  final List<Section> sections = new ArrayList<>();

  /** The keys of the sections in it that were asked for, there or not. */
  final Set<String> asked = new LinkedHashSet<>();

  /** The passages and sections in it that somebody has. */
  final Set<Object> taken = new HashSet<>();

  Section(int line, String heading) {
    this.line = line;
    this.heading = heading;
    this.key = key(heading);
  }

  /** What it is found by: {@code gap} of {@code ### gap: Gap}. */
  String key() {
    return key;
  }

  /** The rest of its heading. */
  String title() {
    return afterKey(heading);
  }

  static String key(String text) {
    int colon = colon(text);
    return (colon < 0 ? text : text.substring(0, colon)).strip();
  }

  static String afterKey(String text) {
    int colon = colon(text);
    return colon < 0 ? "" : text.substring(colon + 1).strip();
  }

  private static int colon(String text) {
    int narrow = text.indexOf(':');
    int wide = text.indexOf('：');
    return narrow < 0 || wide < 0 ? Math.max(narrow, wide) : Math.min(narrow, wide);
  }
}
