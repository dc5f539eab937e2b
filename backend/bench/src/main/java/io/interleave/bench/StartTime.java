package io.interleave.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long from the start of a process to its first answer, of the server and of the smallest
 * WebFlux application?
 *
 * <p>{@code StartTime [SERVER_JAR BASELINE_JAR]}, after {@code ./mvnw package}, in the root: both
 * by {@code java -jar} of their one jar, and both unpacked and with a cache of the JVM; five rounds
 * in which each of the four starts once. Prints times to the first 200 in milliseconds.
 */
public final class StartTime {

  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String JARS = "backend/%1$s/target/interleave-%1$s-0.1.0-SNAPSHOT%2$s.jar";
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private StartTime() {}

  /**
   * What is started.
   *
   * @param path of its first answer
   */
  private record Program(String name, Path jar, String path) {}

  /** From the beginning of a process to its first answer: by the clock, and of all processors. */
  private record Time(long millis, long processor) {}

  /** A program and how it is started. */
  private record Way(Program program, String kind, List<String> java, List<Time> times) {

    Way(Program program, String kind, List<String> java) {
      this(program, kind, java, new ArrayList<>());
    }

    Time median() {
      return new Time(
          times.stream().map(Time::millis).sorted().toList().get(ROUNDS / 2),
          times.stream().map(Time::processor).sorted().toList().get(ROUNDS / 2));
    }
  }

  public static void main(String[] args) throws Exception {
    Program server = new Program("server", jar(args, 0, "server", ""), "/api/scenarios");
    Program baseline = new Program("baseline", jar(args, 1, "bench", "-plain-stream"), "/events");
    Path folder = Files.createTempDirectory("start-time");
    List<Way> ways =
        List.of(plain(server), plain(baseline), cached(server, folder), cached(baseline, folder));
    for (int round = 1; round <= ROUNDS; round++) {
      for (Way way : ways) {
        Time time = start(way.program(), way.java(), folder);
        way.times().add(time);
        System.out.printf(
            "round %d, %s, %s: %d ms, %d ms of processor time%n",
            round, way.program().name(), way.kind(), time.millis(), time.processor());
      }
    }
    System.out.println("| | server | baseline | ratio | processor time | ratio |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    row(ways.get(0), ways.get(1));
    row(ways.get(2), ways.get(3));
  }

  private static Path jar(String[] args, int index, String module, String classifier) {
    return Path.of(args.length > index ? args[index] : JARS.formatted(module, classifier));
  }

  private static void row(Way server, Way baseline) {
    Time one = server.median();
    Time other = baseline.median();
    System.out.printf(
        "| %s | %d ms | %d ms | %.2f | %d ms, %d ms | %.2f |%n",
        server.kind(),
        one.millis(),
        other.millis(),
        (double) one.millis() / other.millis(),
        one.processor(),
        other.processor(),
        (double) one.processor() / other.processor());
  }

  private static Way plain(Program program) {
    return new Way(program, "one jar", List.of("-jar", program.jar().toString()));
  }

  /** Unpacks it, and starts it once for the cache. */
  private static Way cached(Program program, Path folder) throws Exception {
    Path unpacked = folder.resolve(program.name());
    Path cache = folder.resolve(program.name() + ".aot");
    run(
        List.of(
            "-Djarmode=tools",
            "-jar",
            program.jar().toString(),
            "extract",
            "--destination",
            unpacked.toString()));
    String jar = unpacked.resolve(program.jar().getFileName()).toString();
    start(program, List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar), folder);
    if (!Files.exists(cache)) {
      throw new IOException("the first start of the " + program.name() + " made no cache");
    }
    return new Way(
        program, "unpacked, with a cache", List.of("-XX:AOTCache=" + cache, "-jar", jar));
  }

  private static void run(List<String> arguments) throws IOException, InterruptedException {
    int code = process(arguments).waitFor();
    if (code != 0) {
      throw new IOException(arguments + " ended with " + code);
    }
  }

  private static Process process(List<String> arguments) throws IOException {
    return new ProcessBuilder(Stream.concat(Stream.of(JAVA), arguments.stream()).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Starts a program, waits for its first answer, and ends it in good order. */
  private static Time start(Program program, List<String> java, Path folder) throws Exception {
    int port = freePort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + program.path()))
            .timeout(PATIENCE)
            .build();
    Stream<String> options =
        Stream.of("--server.port=" + port, "--interleave.data-dir=" + folder.resolve("data"));
    long begin = System.nanoTime();
    Process process = process(Stream.concat(java.stream(), options).toList());
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client, request)) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the process ended with " + process.exitValue());
        }
        Thread.sleep(5);
      }
      long nanos = System.nanoTime() - begin;
      Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
      return new Time(nanos / 1_000_000, processor.toMillis());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
