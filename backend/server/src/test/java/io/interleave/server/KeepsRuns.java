package io.interleave.server;

import io.interleave.testing.Failures;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Keeps the traces of the runs that a failed test asked for, and names the files in its failure.
 * Registered for all tests of the server in {@code META-INF/services}.
 */
public final class KeepsRuns implements InvocationInterceptor {

  private static final Pattern RUN = Pattern.compile("/api/runs/([A-Za-z0-9_-]{12})(/.*)?");

  private record Seen(TestServer server, String id) {}

  private static final ThreadLocal<Set<Seen>> SEEN = ThreadLocal.withInitial(LinkedHashSet::new);

  /** A test asks a server for what is at a path. */
  static void saw(TestServer server, String path) {
    Matcher run = RUN.matcher(path);
    if (run.matches()) {
      SEEN.get().add(new Seen(server, run.group(1)));
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  private static void proceed(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    SEEN.get().clear();
    try {
      invocation.proceed();
    } catch (TestAbortedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      List<String> files = keep(context);
      if (files.isEmpty()) {
        throw e;
      }
      throw new AssertionError(e.getMessage() + "\nIts runs: " + String.join(", ", files), e);
    }
  }

  private static List<String> keep(ExtensionContext context) {
    String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    List<String> files = new ArrayList<>();
    for (Seen seen : SEEN.get()) {
      String name = test + "." + seen.id();
      try {
        keep(seen, "", "application/json", name + ".run.json", files);
        keep(seen, "/trace", "application/x-ndjson", name + ".ndjson", files);
      } catch (IOException | InterruptedException e) {
        files.add(seen.id() + " of a server that is closed");
      }
    }
    return files;
  }

  private static void keep(Seen seen, String part, String type, String name, List<String> files)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        seen.server().request("/api/runs/" + seen.id() + part, "Accept", type);
    HttpResponse<String> response =
        seen.server().http().send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 200) {
      files.add(Failures.keep(name, response.body()).toString());
    }
  }
}
