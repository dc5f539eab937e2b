import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./mvnw -Prun}: builds what changed, prepares a quick start, and starts the server.
 *
 * <p>{@code Run ROOT MAVEN_HOME}, on the build's JDK, which is the server's as well. What it makes
 * is in {@code backend/server/target/run}.
 */
final class Run {

  public static void main(String[] args) throws IOException, InterruptedException {
    // Whoever ends Maven ends this.
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
    Path root = Path.of(args[0]);
    Path folder = Files.createDirectories(root.resolve("backend/server/target/run"));
    Build build = new Build(root, Path.of(args[1]), folder);
    if (build.isDue() && !build.run()) {
      System.exit(1);
    }
    QuickStart start = new QuickStart(build.jar(), folder);
    start.prepare();
    System.exit(serve(start.command(), root));
  }

  /** Runs the server until it ends. */
  private static int serve(List<String> command, Path root)
      throws IOException, InterruptedException {
    return Children.await(
        Children.start(new ProcessBuilder(command).directory(root.toFile()).inheritIO()));
  }
}
