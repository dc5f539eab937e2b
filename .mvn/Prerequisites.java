import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says in one sentence what the build misses on this machine. Runs on any JDK from 11. */
final class Prerequisites {

  private static final int JDK = 25;

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    if (!hasJdk()) {
      missing.add("a JDK " + JDK + " (set JAVA_HOME or JAVA" + JDK + "_HOME to one, or install it where the system keeps its JDKs)");
    }
    String node = output("node", "--version");
    if (node == null) {
      missing.add("Node 20.19 or later on the PATH");
    } else if (!recentEnough(node)) {
      missing.add("Node 20.19 or later on the PATH, which has " + node);
    } else if (output("npm", "--version") == null) {
      missing.add("npm on the PATH");
    }
    if (!missing.isEmpty()) {
      System.err.println("Interleave cannot be built here: it needs " + String.join(", and ", missing) + ".");
      System.exit(1);
    }
  }

  private static boolean recentEnough(String node) {
    Matcher version = Pattern.compile("v(\\d+)\\.(\\d+)").matcher(node);
    if (!version.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > 20 || (major == 20 && Integer.parseInt(version.group(2)) >= 19);
  }

  private static boolean hasJdk() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    if (Files.exists(home.resolve(".m2/toolchains.xml"))) {
      return true; // Maven will say whether it names one
    }
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(System.getProperty("java.home")));
    for (String variable : List.of("JAVA_HOME", "JAVA" + JDK + "_HOME", "JAVA_HOME_" + JDK)) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        candidates.add(Path.of(value));
      }
    }
    for (Path folder :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of("C:\\Program Files\\Java"),
            Path.of("C:\\Program Files\\Eclipse Adoptium"),
            home.resolve(".jdks"),
            home.resolve(".sdkman/candidates/java"),
            home.resolve("Library/Java/JavaVirtualMachines"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          entries.forEach(
              entry -> {
                candidates.add(entry);
                candidates.add(entry.resolve("Contents/Home"));
              });
        }
      }
    }
    for (Path candidate : candidates) {
      Path release = candidate.resolve("release");
      if (Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"" + JDK)) {
        return true;
      }
    }
    return false;
  }

  private static String output(String... command) throws InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> words = new ArrayList<>(windows ? List.of("cmd", "/c") : List.of());
    words.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes()).trim();
      return process.waitFor() == 0 ? text : null;
    } catch (IOException e) {
      return null;
    }
  }
}
