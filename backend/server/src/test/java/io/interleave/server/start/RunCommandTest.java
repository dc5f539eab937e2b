package io.interleave.server.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .mvn/run}, with a small program for the server and a script for Maven. */
class RunCommandTest {

  private static final int EXIT_CODE = 7;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Unpacks as a Spring Boot jar does, rehearses, and serves until it is told to end. */
  static final class Server {
    public static void main(String[] args) throws IOException, InterruptedException {
      List<String> jvm = ManagementFactory.getRuntimeMXBean().getInputArguments();
      if ("tools".equals(System.getProperty("jarmode"))) {
        Path jar = Path.of(System.getProperty("java.class.path"));
        Path folder = Files.createDirectories(Path.of(args[2]));
        Files.copy(jar, folder.resolve(jar.getFileName()));
      } else if (!List.of(args).contains("--interleave.rehearsal=true")) {
        boolean cached = jvm.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
        System.out.println("serving " + (cached ? "with" : "without") + " a cache");
        if (Files.exists(Path.of("stay"))) {
          System.out.println("pid " + ProcessHandle.current().pid());
          TimeUnit.MINUTES.sleep(10);
        }
        System.exit(EXIT_CODE);
      }
    }
  }

  private record Result(int code, String output) {}

  @TempDir Path root;

  private Path source;

  @BeforeEach
  void aProject() throws IOException {
    source = root.resolve("backend/server/src/Server.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "first");
    Path maven = root.resolve("target/maven/bin/mvn");
    Files.createDirectories(maven.getParent());
    Path jar = root.resolve("target/server.jar");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        echo "[INFO] Building Interleave engine 0.1 [1/2]"
        echo "[INFO] Building Interleave server 0.1 [2/2]"
        if [ -f broken ]; then echo "[ERROR] The engine is broken."; exit 1; fi
        mkdir -p backend/server/target
        cp '%s' backend/server/target/interleave-server-0.1.jar
        """
            .formatted(jar));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Server.class.getName());
    String name = Server.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest);
        InputStream bytes =
            Objects.requireNonNull(Server.class.getClassLoader().getResourceAsStream(name))) {
      entries.putNextEntry(new JarEntry(name));
      bytes.transferTo(entries);
    }
  }

  @Test
  void buildsAndPreparesWhatChangedAndNothingElse() throws Exception {
    assertThat(run().output())
        .containsSubsequence(
            "Building Interleave",
            "1 of 2: Interleave engine",
            "2 of 2: Interleave server",
            "Built in",
            "Preparing quick starts",
            "Prepared in",
            "serving with a cache");

    Result again = run();
    assertThat(again.output()).isEqualToIgnoringNewLines("serving with a cache");
    assertThat(again.code()).as("the server's exit code").isEqualTo(EXIT_CODE);

    Files.writeString(root.resolve("backend/server/target/run/server.aot"), "no cache");
    assertThat(run().output())
        .as("a cache that does not fit is left out with a sentence")
        .isEqualToIgnoringNewLines(
            "There is no cache that fits this JVM; starting without, which takes longer."
                + "serving without a cache");

    Files.writeString(source, "second");
    assertThat(run().output()).contains("Built in", "Prepared in", "serving with a cache");
  }

  @Test
  void aBuildThatFailsSaysWhyAndStartsNothing() throws Exception {
    Files.writeString(root.resolve("broken"), "");
    Result failed = run();
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.output())
        .contains("[ERROR] The engine is broken.", "build.log")
        .doesNotContain("serving");

    Files.delete(root.resolve("broken"));
    assertThat(run().output()).contains("Built in", "serving");
  }

  @Test
  void endsWithItsServer() throws Exception {
    Files.writeString(root.resolve("stay"), "");
    Process process = start();
    long pid =
        process
            .inputReader()
            .lines()
            .filter(line -> line.startsWith("pid "))
            .mapToLong(line -> Long.parseLong(line.substring(4)))
            .findFirst()
            .orElseThrow();
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    server.onExit().get(60, TimeUnit.SECONDS);
  }

  private Result run() throws IOException, InterruptedException {
    Process process = start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Result(process.waitFor(), output);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            JAVA,
            "-XX:TieredStopAtLevel=1",
            "../../.mvn/run/Run.java",
            root.toString(),
            root.resolve("target/maven").toString())
        .redirectErrorStream(true)
        .start();
  }
}
