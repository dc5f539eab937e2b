import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks how the Java sources are formatted, or formats them. It runs on the build's JDK, which knows the language level,
 * not on Maven's own, and looks only at files that changed since it last found nothing.
 */
final class Format {

  private static final Path STAMP = Path.of("target/format/clean");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    FileTime begun = FileTime.fromMillis(System.currentTimeMillis());
    List<String> files = changed();
    if (!files.isEmpty()) {
      List<String> arguments = new ArrayList<>(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
      // They are broken where a reader would, by hand.
      arguments.add("--skip-reflowing-long-strings");
      arguments.addAll(files);
      PrintWriter out = new PrintWriter(System.out, true);
      int result = new Main(out, new PrintWriter(System.err, true), System.in).format(arguments.toArray(String[]::new));
      out.flush();
      if (result != 0) {
        System.err.println("The files above are not formatted: ./mvnw -Pformat formats them.");
        System.exit(1);
      }
    }
    Files.createDirectories(STAMP.getParent());
    Files.writeString(STAMP, "");
    Files.setLastModifiedTime(STAMP, begun);
  }

  private static List<String> changed() throws IOException {
    FileTime clean = Files.exists(STAMP) ? Files.getLastModifiedTime(STAMP) : FileTime.fromMillis(0);
    List<String> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of("backend"))) {
      for (Path module : modules.toList()) {
        Path sources = module.resolve("src");
        if (!Files.isDirectory(sources)) {
          continue;
        }
        try (Stream<Path> found = Files.walk(sources)) {
          for (Path file : found.filter(each -> each.toString().endsWith(".java")).toList()) {
            if (Files.getLastModifiedTime(file).compareTo(clean) >= 0) {
              files.add(file.toString());
            }
          }
        }
      }
    }
    return files;
  }
}
