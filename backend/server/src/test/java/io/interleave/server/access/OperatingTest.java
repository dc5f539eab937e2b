package io.interleave.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.config.InterleaveProperties;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** What docs/operating.md says of properties is so. */
class OperatingTest {

  private static final Path DOCS = Path.of("../../docs");

  @TempDir Path dataDir;

  private static String operating() throws IOException {
    return Files.readString(DOCS.resolve("operating.md"));
  }

  /** Each property that there is. */
  private static Set<String> properties() {
    Set<String> all = new TreeSet<>();
    collect("interleave", InterleaveProperties.class, all);
    return all;
  }

  private static void collect(String prefix, Class<?> type, Set<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + "." + kebab(component.getName());
      if (component.getType().isRecord()) {
        collect(name, component.getType(), into);
      } else {
        into.add(name);
      }
    }
  }

  /** What a server makes of settings, and of none of the rest. */
  private static InterleaveProperties bound(Map<?, ?> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("interleave", InterleaveProperties.class);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(InterleaveProperties bound, String property) throws Exception {
    Object value = bound;
    for (String part : property.substring("interleave.".length()).split("\\.")) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        if (kebab(component.getName()).equals(part)) {
          value = component.getAccessor().invoke(value);
          break;
        }
      }
    }
    return value;
  }

  /** The rows of the table, by property. */
  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Pattern.compile("^\\| `(interleave\\.[a-z.-]+)` \\| (?:`([^`]*)`)? *\\|", Pattern.MULTILINE)
        .matcher(operating())
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return rows;
  }

  @Test
  void theTableHasEveryPropertyWithItsDefault() throws Exception {
    Map<String, String> rows = rows();
    assertThat(rows.keySet()).isEqualTo(properties());
    Environment environment = TestServer.sharedTest().bean(Environment.class);
    assertThat(operating())
        .contains("`server.address` is `%s`".formatted(environment.getProperty("server.address")));
    assertThat(bound(rows)).isEqualTo(bound(Map.of()));
  }

  @Test
  void noDocumentNamesAPropertyThatIsNone() throws IOException {
    List<String> known = new ArrayList<>(properties());
    for (String file : List.of("operating.md", "security.md")) {
      String text = Files.readString(DOCS.resolve(file));
      List<String> named =
          Pattern.compile(
                  "`((?:interleave\\.)?(?:limits|history|stream|exploration|session"
                      + "|network|connections|management)\\.[a-z-]+)")
              .matcher(text)
              .results()
              .map(result -> result.group(1))
              .map(name -> name.startsWith("interleave.") ? name : "interleave." + name)
              .toList();
      assertThat(named).as(file).isNotEmpty().isSubsetOf(known);
    }
  }

  static List<String> blocks() throws IOException {
    return Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL)
        .matcher(operating())
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  @Test
  void thereIsABlockForEachSizeAndOneForTheProxy() throws IOException {
    assertThat(blocks()).hasSize(4);
    assertThat(operating()).contains("**30 students**", "**300 students**", "**3,000 students**");
  }

  /** Also strips indentation: one of them is in a list. */
  @ParameterizedTest
  @MethodSource("blocks")
  void theServerStartsWithEachBlock(String block) throws Exception {
    Properties said = new Properties();
    said.load(new StringReader(block));
    assertThat(properties()).containsAll(said.stringPropertyNames());
    String[] lines = Stream.of(block.strip().split("\n")).map(String::strip).toArray(String[]::new);
    try (TestServer server = TestServer.start(dataDir, lines)) {
      InterleaveProperties bound = server.bean(InterleaveProperties.class);
      InterleaveProperties meant = bound(said);
      for (String property : said.stringPropertyNames()) {
        assertThat(value(bound, property)).as(property).isEqualTo(value(meant, property));
      }
      assertThat(server.get("/api/scenarios").statusCode()).isEqualTo(200);
    }
  }

  /** A first run of each student gets in, as the text says. */
  @ParameterizedTest
  @MethodSource("sizes")
  void halfOfTheQueueIsEnoughForTheStudents(int students, String block) throws Exception {
    Properties said = new Properties();
    said.load(new StringReader(block));
    int queue = Integer.parseInt(said.getProperty("interleave.limits.queue-length"));
    assertThat(queue).isGreaterThanOrEqualTo(2 * students);
  }

  static List<Arguments> sizes() throws IOException {
    List<String> blocks = blocks();
    return List.of(
        Arguments.of(30, blocks.get(1)),
        Arguments.of(300, blocks.get(2)),
        Arguments.of(3000, blocks.get(3)));
  }
}
