import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The build of everything that the server consists of, done again when a file of it has changed.
 */
final class Build {

  /** What the build makes, wherever it is. */
  private static final Set<String> MADE = Set.of(".git", "target", "node_modules", ".idea", ".vscode");

  /** What it does not read, in the root. */
  private static final Set<String> APART = Set.of("data", "docs");

  private static final Pattern MODULE =
      Pattern.compile("\\[INFO] Building (Interleave \\w+) .*\\[(\\d+)/(\\d+)]");

  private final Path root;
  private final Path maven;
  private final Path log;
  private final Path stamp;

  Build(Path root, Path maven, Path folder) {
    this.root = root;
    this.maven = maven;
    this.log = folder.resolve("build.log");
    this.stamp = folder.resolve("built");
  }

  /**
   * Whether the sources are others than those of the last build that went well, or its jar is gone.
   */
  boolean isDue() throws IOException {
    return jars().size() != 1 || !Files.exists(stamp) || !Files.readString(stamp).equals(sources());
  }

  /** The executable jar of the server. */
  Path jar() throws IOException {
    return jars().getFirst();
  }

  private List<Path> jars() throws IOException {
    Path target = root.resolve("backend/server/target");
    if (!Files.isDirectory(target)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("interleave-server-.*\\.jar"))
          .toList();
    }
  }

  /** Builds, and returns whether that went well; what went wrong has been printed. */
  boolean run() throws IOException, InterruptedException {
    System.out.println(
        "Building Interleave; the first time that takes a few minutes, mostly to download.");
    String before = sources();
    Files.deleteIfExists(stamp);
    long begin = System.nanoTime();
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command =
        List.of(
            maven.resolve(windows ? "bin/mvn.cmd" : "bin/mvn").toString(),
            "--batch-mode",
            "-pl",
            "backend/server",
            "-am",
            "-DskipTests",
            "-Dmaven.test.skip=true",
            "package");
    Process process =
        Children.start(
            new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true));
    List<String> said = follow(process);
    if (Children.await(process) != 0) {
      said.forEach(System.err::println);
      System.err.println("The build failed; all that it said is in " + root.relativize(log) + ".");
      return false;
    }
    Files.writeString(stamp, before);
    System.out.printf("Built in %d s.%n", (System.nanoTime() - begin) / 1_000_000_000);
    return true;
  }

  /**
   * Says which module is built, keeps all lines in a file, and returns what the last step of the
   * build said, without what is about Maven.
   */
  private List<String> follow(Process process) throws IOException {
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader();
        BufferedWriter all = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.write(line);
        all.newLine();
        Matcher module = MODULE.matcher(line);
        if (module.lookingAt()) {
          System.out.printf("  %s of %s: %s%n", module.group(2), module.group(3), module.group(1));
        }
        if (line.startsWith("[INFO] --- ")) {
          said.clear();
        } else if (!line.startsWith("[INFO]")) {
          said.add(line);
        }
      }
    }
    return said;
  }

  /** Name, size and time of every file that the build could read. */
  private String sources() throws IOException {
    SortedSet<String> files = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean apart = root.equals(folder.getParent()) && APART.contains(name);
            boolean source = folder.equals(root) || !(apart || MADE.contains(name));
            return source ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(
                root.relativize(file)
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }
        });
    return String.join("\n", files);
  }
}
