package io.interleave.server.store;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** There is no place for the runs, so that the server does not start. */
final class UnusableDataDirectory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDataDirectory(Path directory, IOException cause) {
    super(
        "Runs cannot be kept in %s, which interleave.data-dir names: %s."
            .formatted(directory.toAbsolutePath(), cause),
        cause);
  }

  /** Says so in a sentence. */
  static final class Analyzer extends AbstractFailureAnalyzer<UnusableDataDirectory> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableDataDirectory cause) {
      return new FailureAnalysis(
          cause.getMessage(), "Name a directory that the server may write to.", cause);
    }
  }
}
