import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * Works out at build time which beans the server has, as Spring writes it down in Java, and puts that into its jar: {@code
 * Beans APPLICATION FOLDER JAR}, with the server's class path. It is what spring-boot:process-aot does, but compiles on the
 * build's JDK and not on Maven's, and leaves alone the classes that tests run.
 */
final class Beans {

  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[2]);
    try (FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      if (Files.exists(entries.getPath("BOOT-INF"))) {
        return; // nothing has changed since it was packaged
      }
      Path folder = Path.of(args[1]);
      delete(folder);
      Path sources = folder.resolve("sources");
      Path classes = Files.createDirectories(folder.resolve("classes"));
      SpringApplicationAotProcessor.main(
          new String[] {args[0], sources.toString(), classes.toString(), classes.toString(), "io.interleave", "server"});
      compile(sources, classes);
      add(classes, entries.getPath("/"));
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn", "-parameters");
      if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java)).call()) {
        throw new IllegalStateException("what Spring wrote about the beans does not compile");
      }
    }
  }

  private static void add(Path classes, Path root) throws IOException {
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.toList()) {
        Path entry = root.resolve(classes.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(entry);
        } else {
          Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
