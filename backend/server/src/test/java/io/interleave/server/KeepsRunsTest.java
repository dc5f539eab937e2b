package io.interleave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.opentest4j.TestAbortedException;

/** A failed test of the server names the traces that it looked at. */
class KeepsRunsTest {

  private static final TestServer SERVER = TestServer.sharedTest();

  private static void intercepted(Invocation<Void> test) throws Throwable {
    ExtensionContext context =
        (ExtensionContext)
            Proxy.newProxyInstance(
                KeepsRunsTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (_, method, _) ->
                    method.getName().equals("getDisplayName") ? "made up()" : KeepsRunsTest.class);
    new KeepsRuns().interceptDynamicTest(test, null, context);
  }

  @Test
  void itsRunsAreKept() throws Exception {
    String[] id = {""};
    Throwable[] failure = {null};
    try {
      intercepted(
          () -> {
            id[0] = SERVER.run("counting", Map.of());
            SERVER.awaitEnd(id[0]);
            throw new AssertionError("as was to be");
          });
    } catch (Throwable e) {
      failure[0] = e;
    }
    assertThat(failure[0]).isInstanceOf(AssertionError.class).hasMessageContaining("as was to be");
    List<Path> files =
        Stream.of("run.json", "ndjson")
            .map(end -> Path.of("target/failures/KeepsRunsTest.made-up-." + id[0] + "." + end))
            .toList();
    for (Path file : files) {
      assertThat(failure[0]).hasMessageContaining(file.toString());
    }
    assertThat(TestServer.JSON.readTree(Files.readString(files.getFirst())))
        .isEqualTo(SERVER.json("/api/runs/" + id[0]));
    assertThat(Files.readString(files.getLast()))
        .isEqualTo(
            SERVER.get("/api/runs/" + id[0] + "/trace", "Accept", "application/x-ndjson").body());
  }

  @Test
  void aFailureWithoutRunsAndASkippedTestStayAsTheyAre() {
    AssertionError failure = new AssertionError("something else");
    assertThatThrownBy(
            () ->
                intercepted(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    TestAbortedException skipped = new TestAbortedException("not here");
    assertThatThrownBy(
            () ->
                intercepted(
                    () -> {
                      SERVER.run("throwing", Map.of());
                      throw skipped;
                    }))
        .isSameAs(skipped);
  }
}
