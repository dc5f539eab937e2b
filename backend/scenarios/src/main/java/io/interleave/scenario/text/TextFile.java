package io.interleave.scenario.text;

import io.interleave.scenario.text.Section.Passage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A scenario's texts in one language. What is asked for and is not there is a complaint, and empty;
 * what is there and nobody asked for is a complaint in the end. Not thread-safe.
 */
final class TextFile {

  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  private final String name;
  private final Language language;
  private final Complaints complaints;
  private final Section root;

  TextFile(String name, Language language, String source, Complaints complaints) {
    this.name = name;
    this.language = language;
    this.complaints = complaints;
    this.root = Markdown.read(name, source, complaints);
  }

  String title() {
    return checked(root.line, root.heading, language.canBe(root.heading));
  }

  /** What stands under the title. */
  String summary() {
    return one(root);
  }

  /** The one paragraph of a section. */
  String paragraph(String section) {
    return section(section).map(this::one).orElse("");
  }

  /** The paragraphs of a section, one or more. */
  List<String> paragraphs(String section) {
    return section(section).map(found -> some(found, found.paragraphs)).orElse(List.of());
  }

  /** The items of a section's list, one or more. */
  List<String> items(String section) {
    return section(section).map(found -> some(found, found.items)).orElse(List.of());
  }

  /** What stands under {@code ### id: title} in a section. */
  Optional<Section> entry(String section, String id) {
    return section(section).flatMap(found -> find(found, id, "###"));
  }

  String title(Section entry) {
    return named(entry.line, entry.heading);
  }

  /** The one paragraph of a section. */
  String one(Section section) {
    List<String> first = some(section, section.paragraphs.stream().limit(1).toList());
    return first.isEmpty() ? "" : first.getFirst();
  }

  /** The words for a value, in {@code - value: words}. */
  String choice(Section entry, String value) {
    for (Passage item : entry.items) {
      if (Section.key(item.text()).equals(value)) {
        entry.taken.add(item);
        return named(item.line(), item.text());
      }
    }
    complain(entry.line, "'- %s: ...' is missing under '%s'".formatted(value, entry.heading));
    return "";
  }

  /**
   * The one paragraph of a section, with its places such as {@code {made}} numbered as {@link
   * String#format} has them.
   */
  String format(Section section, List<String> names) {
    String sentence = one(section);
    if (!section.title().isEmpty()) {
      complain(
          section.line, "such a sentence has no title: write '### %s'".formatted(section.key()));
    }
    for (String each : names) {
      if (!sentence.isEmpty() && !sentence.contains("{" + each + "}")) {
        complain(section.line, "'%s' does not say {%s}".formatted(section.heading, each));
      }
    }
    return PLACE
        .matcher(sentence.replace("%", "%%"))
        .replaceAll(
            found -> {
              int index = names.indexOf(found.group(1));
              if (index < 0) {
                complain(section.line, "%s is none of %s".formatted(found.group(), names));
              }
              return Matcher.quoteReplacement("%" + (index + 1) + "$s");
            });
  }

  /** Complains of what nobody asked for. */
  void close() {
    close(root);
  }

  private void close(Section section) {
    Stream.concat(section.paragraphs.stream(), section.items.stream())
        .filter(passage -> !section.taken.contains(passage))
        .forEach(passage -> complain(passage.line(), "no text belongs here"));
    for (Section each : section.sections) {
      if (section.taken.contains(each)) {
        close(each);
      } else if (section.asked.contains(each.key())) {
        complain(each.line, "'%s' was there before".formatted(each.key()));
      } else {
        complain(each.line, "'%s' is none of %s".formatted(each.key(), section.asked));
      }
    }
  }

  private Optional<Section> section(String heading) {
    return find(root, heading, "##");
  }

  private Optional<Section> find(Section parent, String key, String level) {
    Optional<Section> found =
        parent.sections.stream().filter(each -> each.key().equals(key)).findFirst();
    if (found.isEmpty() && !parent.asked.contains(key)) {
      complain(parent.line, "'%s %s' is missing under '%s'".formatted(level, key, parent.heading));
    }
    found.ifPresent(parent.taken::add);
    parent.asked.add(key);
    return found;
  }

  private List<String> some(Section section, List<Passage> passages) {
    if (passages.isEmpty()) {
      complain(section.line, "nothing stands under '%s'".formatted(section.heading));
    }
    section.taken.addAll(passages);
    return passages.stream()
        .map(passage -> checked(passage.line(), passage.text(), language.canBe(passage.text())))
        .toList();
  }

  /** What follows the colon. */
  private String named(int line, String text) {
    String title = Section.afterKey(text);
    if (title.isEmpty()) {
      complain(line, "'%s' has no title: write '%s: ...'".formatted(text, Section.key(text)));
    }
    return checked(line, title, language.canName(title));
  }

  private String checked(int line, String text, boolean isOfLanguage) {
    if (!text.isEmpty() && !isOfLanguage) {
      complain(line, "'%s' is not in the language of this file".formatted(text));
    }
    return text;
  }

  /** Complains of something about a section. */
  void complain(String section, String what) {
    section(section).ifPresent(found -> complain(found.line, what));
  }

  private void complain(int line, String what) {
    complaints.add(name, line, what);
  }
}
