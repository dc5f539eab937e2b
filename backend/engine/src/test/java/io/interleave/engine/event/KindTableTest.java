package io.interleave.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The kinds here and the kinds that docs/trace-kinds.json promises to every reader are the same.
 */
class KindTableTest {

  private static final Pattern ROW =
      Pattern.compile("\\{\"code\": (\\d+), \"kind\": \"([a-zA-Z.]+)\", \"value\": \"([a-z]+)\"}");

  @Test
  void agreesWithTheDocumentedTable() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(Path.of("../../docs/trace-kinds.json")));
    List<String> documented =
        rows.results().map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)).toList();
    List<String> here =
        Stream.of(Kind.values())
            .map(
                kind ->
                    kind.code()
                        + " "
                        + kind.word()
                        + " "
                        + kind.valueType().name().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(here).isNotEmpty().isEqualTo(documented);
  }

  @Test
  void codesAndWordsLeadBack() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.ofCode(kind.code())).isEqualTo(kind);
      assertThat(Kind.ofWord(kind.word())).isEqualTo(kind);
    }
  }
}
