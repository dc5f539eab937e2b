package io.interleave.testing;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** What a test looked at last is kept if it fails, and its message names the files. */
public final class OnFailure implements TestExecutionExceptionHandler, AfterEachCallback {

  private static final int MOST = 6;

  private record Item(String name, Supplier<String> text) {}

  private static final ThreadLocal<Deque<Item>> ITEMS = ThreadLocal.withInitial(ArrayDeque::new);

  /** JUnit makes it, for every test. */
  public OnFailure() {}

  /**
   * Keeps a text if the current thread's test fails, and does not look at six others before that.
   *
   * @param name the file's name
   * @param text asked for only then
   */
  public static void keep(String name, Supplier<String> text) {
    Deque<Item> items = ITEMS.get();
    items.removeIf(item -> item.name.equals(name));
    items.addFirst(new Item(name, text));
    if (items.size() > MOST) {
      items.removeLast();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    if (thrown instanceof TestAbortedException || ITEMS.get().isEmpty()) {
      throw thrown;
    }
    StringBuilder message = new StringBuilder(thrown.toString());
    for (Item item : ITEMS.get()) {
      Path file = Failures.keep(item.name, item.text.get());
      message.append("\nIt looked at: ").append(file);
    }
    throw new AssertionError(message.toString(), thrown);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ITEMS.remove();
  }
}
