package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class UnusableDataDirectoryTest {

  @TempDir Path folder;

  @Test
  void aServerThatCannotKeepRunsSaysSoInASentenceAndDoesNotStart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    for (Path directory : new Path[] {file, file.resolve("below"), Path.of("/proc/interleave")}) {
      assertThatThrownBy(() -> TestServer.start(directory).close())
          .hasRootCauseInstanceOf(IOException.class)
          .satisfies(thrown -> assertThat(sentence(thrown)).contains(directory.toString()));
    }
    assertThat(file).hasContent("no folder");
  }

  /** What Spring Boot prints instead of a stack trace. */
  private static String sentence(Throwable thrown) {
    FailureAnalysis analysis =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, e) -> {})
            .stream()
            .map(analyzer -> analyzer.analyze(thrown))
            .filter(found -> found != null)
            .findFirst()
            .orElseThrow();
    assertThat(analysis.getDescription())
        .startsWith("Runs cannot be kept in ")
        .contains("interleave.data-dir")
        .endsWith(".")
        .hasLineCount(1);
    return analysis.getDescription();
  }
}
