package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What axe finds wrong with a page. Its own builder opens a second page for each analysis and
 * brings home all that is right as well, which takes longer than the analysis.
 */
final class Axe {

  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static final String SOURCE = source();

  private static final String ANALYSIS =
      """
      async (tags) => {
        const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      }
      """;

  private Axe() {}

  /** The rules that are broken, each with an element that breaks it. */
  static List<?> violations(Page page) {
    assertThat(page.frames()).as("frames, of which axe looks at the first").hasSize(1);
    if (!(Boolean) page.evaluate("() => 'axe' in window")) {
      page.evaluate(SOURCE);
    }
    return (List<?>) page.evaluate(ANALYSIS, TAGS);
  }

  private static String source() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
