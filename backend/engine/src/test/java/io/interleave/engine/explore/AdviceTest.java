package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever explores on slow carriers is told once how to have the fast ones. */
class AdviceTest {

  private static final String FLAG = "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED";

  /** What another JVM runs. */
  static final class Twice {
    public static void main(String[] args) throws Exception {
      for (int i = 0; i < 2; i++) {
        var _ = Explore.program(() -> 0).exhaustively().check();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFlagIsNamedOnce(boolean given) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (given) {
      command.addAll(Arrays.asList(FLAG.split(" ")));
    }
    String path =
        System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + System.getProperty("java.class.path")
            + File.pathSeparator
            + Path.of("target", "classes")
            + File.pathSeparator
            + Path.of("target", "test-classes");
    command.addAll(List.of("-cp", path, Twice.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.split(FLAG, -1)).hasSize(given ? 1 : 2);
  }
}
