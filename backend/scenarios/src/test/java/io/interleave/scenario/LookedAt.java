package io.interleave.scenario;

import io.interleave.scenario.Runs.Run;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Keeps the traces of the runs that a failed test looked at last, and names them in its message.
 * All tests of this module have it.
 */
public final class LookedAt implements TestExecutionExceptionHandler, AfterEachCallback {

  private static final ThreadLocal<Deque<Run>> RUNS = ThreadLocal.withInitial(ArrayDeque::new);

  /** The test of this thread looks at a run. */
  static Run now(Run run) {
    Deque<Run> runs = RUNS.get();
    runs.remove(run);
    runs.addLast(run);
    if (runs.size() > Runs.SEVERAL) {
      runs.removeFirst();
    }
    return run;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    if (thrown instanceof TestAbortedException || RUNS.get().isEmpty()) {
      throw thrown;
    }
    StringBuilder message = new StringBuilder(thrown.toString());
    for (Run run : RUNS.get().reversed()) {
      message.append("%nThe trace of %s: %s".formatted(run.name(), run.keep()));
    }
    throw new AssertionError(message.toString(), thrown);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    RUNS.remove();
  }
}
