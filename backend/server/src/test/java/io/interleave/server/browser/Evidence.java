package io.interleave.server.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.interleave.testing.Failures;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Fails a test on whose pages there were errors, and keeps of one that fails what each page showed
 * and said, in {@code target/failures}; the failure names the files.
 */
final class Evidence implements InvocationInterceptor {

  /** In the path of a page, or in its query. */
  private static final Pattern RUN = Pattern.compile("(?:/runs/|[?&](?:run|a|b)=)([\\w-]+)");

  private static final double SCREENSHOT_MS = 10_000;

  private final InChromium test;
  private final List<Opened> opened = new ArrayList<>();

  Evidence(InChromium test) {
    this.test = test;
  }

  /** A page, and what it said. */
  private static final class Opened {
    final Page page;
    final List<String> said = new ArrayList<>();
    final List<String> errors = new ArrayList<>();

    Opened(Page page) {
      this.page = page;
    }
  }

  /** Listens to a page from its beginning. */
  void of(Page page) {
    Opened each = new Opened(page);
    opened.add(each);
    page.onPageError(
        error -> {
          each.said.add(error);
          each.errors.add(error);
        });
    page.onConsoleMessage(
        message -> {
          each.said.add(message.type() + ": " + message.text());
          if (message.type().equals("error") && !test.isOfTheBrowser(message.text())) {
            each.errors.add(message.text());
          }
        });
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, context);
  }

  private void watch(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
    try {
      invocation.proceed();
      List<String> errors = opened.stream().flatMap(each -> each.errors.stream()).toList();
      if (!errors.isEmpty()) {
        throw new AssertionError("errors on the page: " + errors);
      }
    } catch (TestAbortedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      throw new AssertionError(e.getMessage() + kept(name(context)), e);
    } finally {
      opened.forEach(each -> each.page.context().close());
      opened.clear();
    }
  }

  private static String name(ExtensionContext context) {
    String test = context.getRequiredTestClass().getSimpleName();
    String method = context.getRequiredTestMethod().getName();
    // Of a test with parameters, which; that of a plain one is its name once more.
    String which = context.getDisplayName().replace("()", "");
    return test + "." + method + (which.equals(method) ? "" : "." + which);
  }

  /** The files, each on a line of its own. */
  private String kept(String of) {
    StringBuilder files = new StringBuilder();
    for (int i = 0; i < opened.size(); i++) {
      Opened each = opened.get(i);
      String name = of + ".page-" + (i + 1);
      String url = each.page.url();
      Path said = Failures.keep(name + ".txt", url + "\n" + String.join("\n", each.said));
      files.append(line(said));
      // A test's runs are kept too; asked for, one of the page's is of the test.
      RUN.matcher(url).results().forEach(run -> test.server.get("/api/runs/" + run.group(1)));
      if (each.page.isClosed()) {
        continue;
      }
      try {
        Path picture =
            said.resolveSibling(said.getFileName().toString().replaceFirst("txt$", "png"));
        each.page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(picture)
                .setFullPage(true)
                .setTimeout(SCREENSHOT_MS));
        files.append(line(picture));
        files.append(line(Failures.keep(name + ".html", each.page.content())));
      } catch (PlaywrightException e) {
        files.append("\nno picture of ").append(name).append(", since ").append(e.getMessage());
      }
    }
    return files.toString();
  }

  private static String line(Path file) {
    return "\nIts page: " + file;
  }
}
