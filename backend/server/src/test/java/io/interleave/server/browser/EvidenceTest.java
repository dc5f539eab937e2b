package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is kept of tests that fail, on tests that do. */
class EvidenceTest {

  /** Run by the tests here; a build looks for no test in a class within another. */
  static class Failing extends InChromium {

    @Test
    void onAPageWithARun() {
      Page page = page();
      page.navigate(url("/scenarios/deadlock?run=" + finished("deadlock")));
      drawn(page);
      page.evaluate("() => console.log('as far as this')");
      assertThat(page.title()).isEqualTo("what it is not");
    }

    @Test
    void withAnErrorOnThePage() {
      Page page = page();
      page.navigate(url("/guide"));
      page.evaluate("() => console.error('it broke')");
    }
  }

  private static String failure(String method) {
    StringBuilder failure = new StringBuilder();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Failing.class, method))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown -> failure.append(thrown.getMessage()));
              }
            });
    return failure.toString();
  }

  /** The files of a kind that a failure names. */
  private static List<Path> named(String failure, String ending) {
    return Pattern.compile("/[^\\s,]+\\." + ending)
        .matcher(failure)
        .results()
        .map(file -> Path.of(file.group()))
        .toList();
  }

  @Test
  void aFailureNamesThePictureWhatThePageSaidAndItsRun() throws IOException {
    String failure = failure("onAPageWithARun");
    assertThat(failure).contains("what it is not");
    assertThat(named(failure, "png")).hasSize(1);
    assertThat(ImageIO.read(named(failure, "png").getFirst().toFile()).getWidth())
        .isEqualTo(InChromium.DESKTOP);
    assertThat(Files.readString(named(failure, "txt").getFirst()))
        .contains("/scenarios/deadlock?", "log: as far as this");
    assertThat(Files.readString(named(failure, "html").getFirst())).contains("id=\"timeline\"");
    assertThat(Files.readString(named(failure, "ndjson").getFirst())).contains("\"deadlock\"");
  }

  @Test
  void anErrorOnThePageIsAFailure() {
    assertThat(failure("withAnErrorOnThePage")).contains("it broke", ".png");
  }
}
