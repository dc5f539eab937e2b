package io.interleave.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class OnFailureTest {

  private final OnFailure onFailure = new OnFailure();

  @AfterEach
  void forget() {
    onFailure.afterEach(null);
  }

  private Throwable handled(Throwable thrown) {
    return catchThrowable(() -> onFailure.handleTestExecutionException(null, thrown));
  }

  @Test
  void whatWasLookedAtLastIsKeptAndNamed() throws IOException {
    for (int i = 1; i <= 8; i++) {
      String text = "text " + i;
      OnFailure.keep("on failure %d.txt".formatted(i), () -> text);
    }
    OnFailure.keep("on failure 7.txt", () -> "seven");

    Throwable failed = handled(new AssertionError("expected"));

    assertThat(failed).isInstanceOf(AssertionError.class).hasMessageContaining("expected");
    List<Path> files =
        failed
            .getMessage()
            .lines()
            .filter(line -> line.startsWith("It looked at: "))
            .map(line -> Path.of(line.substring("It looked at: ".length())))
            .toList();
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "on-failure-7.txt",
            "on-failure-8.txt",
            "on-failure-6.txt",
            "on-failure-5.txt",
            "on-failure-4.txt",
            "on-failure-3.txt");
    assertThat(Files.readString(files.getFirst())).isEqualTo("seven");
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Test
  void whoLookedAtNothingFailsAsItIs() {
    AssertionError thrown = new AssertionError("expected");
    assertThat(handled(thrown)).isSameAs(thrown);
  }

  @Test
  void aSkippedTestHasNotFailed() {
    OnFailure.keep("skipped.txt", () -> "");
    TestAbortedException thrown = new TestAbortedException();
    assertThat(handled(thrown)).isSameAs(thrown);
  }
}
