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

  private static final Pattern HEADING = Pattern.compile("(#{1,3}) +(.+)");
  private static final Pattern ITEM = Pattern.compile("- +(.+)");
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
    Matcher heading = HEADING.matcher(line);
    Matcher dash = ITEM.matcher(line);
    if (heading.matches()) {
      endPassage();
      readHeading(number, heading.group(1).length(), heading.group(2));
    } else if (line.isEmpty()) {
      endPassage();
    } else if (dash.matches()) {
      endPassage();
      beginOrGoOn(number, dash.group(1));
      item = true;
    } else {
      beginOrGoOn(number, line);
    }
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
    if (markup.find()) {
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
    String text = String.join("\n", lines);
    return SPACELESS_BREAK.matcher(text).replaceAll("").replace('\n', ' ');
  }
}
