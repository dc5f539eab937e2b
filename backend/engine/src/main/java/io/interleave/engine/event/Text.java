package io.interleave.engine.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of what the product says, in every language that it speaks.
 *
 * <p>All languages stand side by side where a sentence is made, so that the facts in them are the
 * same and the compiler knows when one is missing. Another language is another component.
 *
 * @param en English
 * @param zh simplified Chinese
 */
public record Text(String en, String zh) {

  public static final Text NONE = same("");

  /** The end of a sentence that another follows. */
  public static final Text NEXT = new Text(" ", "");

  /** What is the same in every language: a name, a number, a place. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  /**
   * Fills in what a text leaves open, as {@link String#format} does. An argument that is itself a
   * text goes into each language in that language.
   */
  public Text with(@Nullable Object... arguments) {
    return new Text(fill(en, arguments, text -> text.en), fill(zh, arguments, text -> text.zh));
  }

  private static String fill(
      String format, @Nullable Object[] arguments, Function<Text, String> language) {
    @Nullable Object[] own =
        Arrays.stream(arguments)
            .map(each -> each instanceof Text text ? language.apply(text) : inside(each))
            .toArray();
    return String.format(Locale.ROOT, format, own);
  }

  // Numbers have formats of their own; everything else goes in as the program called it.
  private static @Nullable Object inside(@Nullable Object argument) {
    return switch (argument) {
      case null -> null;
      case Number number -> number;
      case Character character -> character;
      case Boolean bool -> bool;
      default -> Printable.isolated(String.valueOf(argument));
    };
  }

  /** This and then another, with nothing in between. */
  public Text then(Text next) {
    return new Text(en + next.en, zh + next.zh);
  }

  /** All of them in a row, with this in between. */
  public Text join(List<Text> parts) {
    return new Text(
        parts.stream().map(Text::en).collect(Collectors.joining(en)),
        parts.stream().map(Text::zh).collect(Collectors.joining(zh)));
  }

  /** In every language that says it otherwise than English, by its tag. */
  public Map<String, String> translations() {
    return zh.equals(en) ? Map.of() : Map.of("zh", zh);
  }

  public static List<String> english(List<Text> texts) {
    return texts.stream().map(Text::en).toList();
  }

  /** {@link #translations()} of several. */
  public static Map<String, List<String>> translations(List<Text> texts) {
    return Map.of("zh", texts.stream().map(Text::zh).toList());
  }

  /** The one for a reader of a language; English where it is none of these. */
  public String in(Locale language) {
    return language.getLanguage().equals("zh") ? zh : en;
  }
}
