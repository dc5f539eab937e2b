package io.interleave.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void aTextIsKeptUnderANameThatSuitsAFile() throws IOException {
    Path kept = Failures.keep("races of LOCKS/4: all.ndjson", "one\n");
    try {
      assertThat(kept).hasFileName("races-of-LOCKS-4-all.ndjson").hasContent("one\n");
      assertThat(Failures.keep("races of LOCKS/4: all.ndjson", "two\n")).hasContent("two\n");
    } finally {
      Files.delete(kept);
    }
  }
}
