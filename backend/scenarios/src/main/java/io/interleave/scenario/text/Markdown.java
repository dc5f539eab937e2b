package io.interleave.scenario.text;

import io.interleave.scenario.text.Section.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the little Markdown that texts are written in: headings of three levels, paragraphs, and
 * lists with a dash. Pages show plain text, so whatever else Markdown has is refused.
 */
final class Markdown {

  private static final Pattern MARKUP =
      Pattern.compile("^[#*+>|].*|^\\d+\\. .*|^-.*|`|\\*\\*|]\\(|<!--");
  private static final String FULL_WIDTH = "[\\x{3000}-\\x{303f}\\x{ff00}-\\x{ffef}]";
  private static final String CHINESE = "[\\p{IsHan}“”‘’—…]";
  private static final Pattern SPACELESS_BREAK =
      Pattern.compile("(?<=%1$s)\n|\n(?=%1$s)|(?<=%2$s)\n(?=%2$s)".formatted(FULL_WIDTH, CHINESE));

  private final String file;
  private final Complaints complaints;
  // The open section of each level; the first has the title of the file.
  private final List<Section> open = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private int begin;
  private boolean item;

  private Markdown(String file, Complaints complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  /** The file's title with everything under it. */
  static Section read(String file, String source, Complaints complaints) {
    return new Markdown(file, complaints).read(source.lines().toList());
  }

  private Section read(List<String> source) {
    for (int i = 0; i < source.size(); i++) {
      readLine(i + 1, source.get(i).strip());
    }
    endPassage();
    if (open.isEmpty()) {
      complaints.add(file, 1, "the file begins with its title, '# ...'");
      open.add(new Section(1, ""));
    }
    return open.getFirst();
  }

  private void readLine(int number, String line) {
    int level = headingLevel(line);
    if (line.isEmpty()) {
      endPassage();
    } else if (level > 0) {
      endPassage();
      readHeading(number, level, line.substring(level).strip());
    } else if (line.startsWith("- ")) {
      endPassage();
      beginOrGoOn(number, line.substring(1).strip());
      item = true;
    } else {
      beginOrGoOn(number, line);
    }
  }

  /** How many {@code #} there are before a space, if that makes a heading; else 0. */
  private static int headingLevel(String line) {
    int level = 0;
    while (level < line.length() && line.charAt(level) == '#') {
      level++;
    }
    return level <= 3 && level < line.length() && line.charAt(level) == ' ' ? level : 0;
  }

  private void readHeading(int number, int level, String text) {
    if (level > open.size() + 1 || (level == 1 && !open.isEmpty())) {
      complaints.add(file, number, "'%s %s' cannot stand here".formatted("#".repeat(level), text));
      return;
    }
    Section section = new Section(number, text.strip());
    open.subList(level - 1, open.size()).clear();
    if (level > 1) {
      open.getLast().sections.add(section);
    }
    open.add(section);
  }

  private void beginOrGoOn(int number, String text) {
    Matcher markup = MARKUP.matcher(text);
    if (canHaveMarkup(text) && markup.find()) {
      complaints.add(
          file,
          number,
          "pages show plain text, so '%s' cannot stand here".formatted(markup.group()));
    }
    if (lines.isEmpty()) {
      begin = number;
    }
    lines.add(text);
  }

  /** Spares most lines the search: a letter at the beginning, and no character of markup. */
  private static boolean canHaveMarkup(String text) {
    return !Character.isLetter(text.charAt(0))
        || text.indexOf('`') >= 0
        || text.indexOf('*') >= 0
        || text.indexOf(']') >= 0
        || text.indexOf('<') >= 0;
  }

  private void endPassage() {
    if (!lines.isEmpty() && open.isEmpty()) {
      complaints.add(file, begin, "the file begins with its title, '# ...'");
    } else if (!lines.isEmpty()) {
      Section section = open.getLast();
      (item ? section.items : section.paragraphs).add(new Passage(begin, join(lines)));
    }
    lines.clear();
    item = false;
  }

  /** Lines as one; Chinese has no space where a line ends. */
  private static String join(List<String> lines) {
    if (lines.size() == 1) {
      return lines.getFirst();
    }
    String text = String.join("\n", lines);
    return SPACELESS_BREAK.matcher(text).replaceAll("").replace('\n', ' ');
  }
}
