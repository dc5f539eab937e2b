package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a text says the same in every language, as far as a program can tell. */
public final class Translations {

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern PLACE = Pattern.compile("[A-Za-z]+\\.java:[0-9]+");

  private Translations() {}

  /** The English of a text that is there, which is checked. */
  public static String english(@Nullable Text text) {
    Text there = Objects.requireNonNull(text);
    check(there);
    return there.en();
  }

  /** Checks a sentence about a trace: the same threads, objects, places and numbers in each. */
  public static void check(Text text, Trace trace) {
    check(text);
    for (ThreadInfo thread : trace.threads().all()) {
      Pattern name = Pattern.compile("(?<!\\w)" + Pattern.quote(thread.name()) + "(?!\\w)");
      assertThat(all(name, text.zh())).as(text.toString()).hasSameSizeAs(all(name, text.en()));
    }
    // A name may be in quotes within another.
    List<String> names =
        trace.objects().all().stream()
            .map(ObjectInfo::name)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    Text rest = text;
    for (String name : names) {
      Text quoted = new Text("'" + name + "'", "“" + name + "”");
      Text without =
          new Text(rest.en().replace(quoted.en(), ""), rest.zh().replace(quoted.zh(), ""));
      assertThat((rest.zh().length() - without.zh().length()) / quoted.zh().length())
          .as("%s in %s", name, text)
          .isEqualTo((rest.en().length() - without.en().length()) / quoted.en().length());
      rest = without;
    }
  }

  /** Checks any sentence: each in its own language and its own quotes, with the same numbers. */
  public static void check(Text text) {
    assertThat(text.zh()).containsPattern(HAN).doesNotContain("%", "null");
    assertThat(text.en()).doesNotContainPattern(HAN).doesNotContain("%", "“", "。", "null");
    assertThat(all(NUMBER, text.zh()))
        .as(text.toString())
        .containsExactlyInAnyOrderElementsOf(all(NUMBER, text.en()));
    assertThat(all(PLACE, text.zh()))
        .as(text.toString())
        .containsExactlyInAnyOrderElementsOf(all(PLACE, text.en()));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }
}
