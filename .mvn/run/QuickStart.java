import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server, unpacked, with the JVM's cache of its loaded and linked classes (JEP 483, JEP 514).
 * Both are made once for a jar and a JVM. Without a cache the server starts too, more slowly.
 */
final class QuickStart {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path jar;
  private final Path folder;
  private final Path unpacked;
  private final Path cache;
  private final Path stamp;
  private boolean cached;

  QuickStart(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
    this.unpacked = folder.resolve("server");
    this.cache = folder.resolve("server.aot");
    this.stamp = folder.resolve("cached");
  }

  /** Makes what is missing, or was made of another jar or by another JVM. */
  void prepare() throws IOException, InterruptedException {
    String made = of();
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(made)) {
      Files.deleteIfExists(stamp);
      long begin = System.nanoTime();
      System.out.println("Preparing quick starts, once for this build.");
      unpack();
      rehearse();
      Files.writeString(stamp, made);
      System.out.printf("Prepared in %d s.%n", (System.nanoTime() - begin) / 1_000_000_000);
    }
    cached = fits();
    if (!cached) {
      System.out.println("There is no cache that fits this JVM; starting without, which takes longer.");
    }
  }

  /** What starts the server. */
  List<String> command() {
    List<String> command = new ArrayList<>(List.of(JAVA));
    if (cached) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-jar", main().toString()));
    return command;
  }

  private Path main() {
    return unpacked.resolve(jar.getFileName());
  }

  private String of() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
    return String.join(
        "\n",
        jar.toString(),
        attributes.size() + " " + attributes.lastModifiedTime(),
        JAVA,
        System.getProperty("java.vm.version"));
  }

  private void unpack() throws IOException, InterruptedException {
    delete(unpacked);
    Files.deleteIfExists(cache);
    if (run(
            "unpack.log",
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            unpacked.toString())
        != 0) {
      throw new IOException(
          "the server could not be unpacked; " + folder.resolve("unpack.log") + " says why");
    }
  }

  private void rehearse() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory(folder, "rehearsal");
    try {
      int code =
          run(
              "rehearsal.log",
              "-XX:AOTCacheOutput=" + cache,
              "-jar",
              main().toString(),
              "--interleave.rehearsal=true",
              "--server.port=0",
              "--interleave.data-dir=" + data);
      if (code != 0) {
        System.out.println("The rehearsal failed; " + folder.resolve("rehearsal.log") + " says why.");
      }
    } finally {
      delete(data);
    }
  }

  /** Whether there is a cache and this JVM takes it. */
  private boolean fits() throws IOException, InterruptedException {
    return Files.exists(cache)
        && run("fits.log", "-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-cp", main().toString(), "-version") == 0;
  }

  private int run(String log, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of(arguments));
    return Children.await(
        Children.start(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
