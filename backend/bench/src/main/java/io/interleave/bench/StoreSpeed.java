package io.interleave.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What do many stored runs cost a server, and what do forty readers at once?
 *
 * <p>{@code StoreSpeed [-DstoreSpeed.runs=100000] SERVER_JAR...}, each jar with the same runs,
 * which are copies of one that it executed: the time until the first answer, once as the runs come
 * and once more; then answers one after the other, and answers to forty who ask at once. Prints a
 * table a jar, in milliseconds by the clock.
 */
public final class StoreSpeed {

  private static final int RUNS = Integer.getInteger("storeSpeed.runs", 100_000);
  private static final int READERS = 40;
  private static final int TIMES = 21;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern CREATED = Pattern.compile("\"created\":\"[^\"]+\"");

  private StoreSpeed() {}

  public static void main(String[] args) throws Exception {
    for (String jar : args) {
      Path data = Files.createTempDirectory("store-speed");
      System.out.printf("%s, %d runs%n", jar, RUNS);
      try (HttpClient client = HttpClient.newHttpClient()) {
        String id;
        try (Server server = new Server(jar, data, client)) {
          id = server.run();
        }
        copy(data.resolve("runs"), id);
        try (Server server = new Server(jar, data, client)) {
          row("start, with runs that it has not seen", server.startMillis);
        }
        try (Server server = new Server(jar, data, client)) {
          row("start", server.startMillis);
          server.get("/"); // makes what is made for the first who asks
          row("GET /", server.times("/"));
          row("GET /api/runs", server.times("/api/runs"));
          row("GET /api/runs?scenario=lost-update", server.times("/api/runs?scenario=lost-update"));
          List<Long> posts = new ArrayList<>();
          for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            server.run();
            posts.add((System.nanoTime() - begin) / 1_000_000);
          }
          row("a run, from POST to its end", median(posts));
          row("GET /api-docs, the first", server.time("/api-docs"));
          row("GET /api-docs, forty at once", server.atOnce("/api-docs"));
          row("GET /standalone.html, forty at once", server.atOnce("/standalone.html"));
        }
      }
      delete(data);
    }
  }

  private static void row(String what, long millis) {
    System.out.printf("| %s | %d |%n", what, millis);
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  /** Copies a run under other names, each a second older than the one before. */
  private static void copy(Path runs, String id) throws IOException {
    String description = Files.readString(runs.resolve(id).resolve("run.json"));
    String stream = Files.readString(runs.resolve(id).resolve("stream.sse"));
    Instant newest = Instant.now();
    for (int i = 0; i < RUNS; i++) {
      String copy = "copy%08d".formatted(i);
      String created = "\"created\":\"" + newest.minusSeconds(i) + "\"";
      Path folder = Files.createDirectory(runs.resolve(copy));
      Files.writeString(
          folder.resolve("run.json"),
          CREATED.matcher(description.replace(id, copy)).replaceFirst(created));
      Files.writeString(folder.resolve("stream.sse"), stream.replace(id, copy));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** A server in a process of its own, from its first answer to its end. */
  private static final class Server implements AutoCloseable {
    private final HttpClient client;
    private final String address;
    private final Process process;
    final long startMillis;

    Server(String jar, Path data, HttpClient client) throws Exception {
      this.client = client;
      int port = freePort();
      this.address = "http://localhost:" + port;
      long begin = System.nanoTime();
      process =
          new ProcessBuilder(
                  JAVA,
                  "-jar",
                  jar,
                  "--server.port=" + port,
                  "--interleave.data-dir=" + data,
                  "--interleave.history.runs=1000000",
                  "--interleave.history.size=1TB",
                  "--interleave.limits.runs-per-minute=100000")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (!answers()) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the process ended with " + process.exitValue());
        }
        Thread.sleep(5);
      }
      startMillis = (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean answers() throws InterruptedException {
      try {
        return client
                .send(request("/api/scenarios").build(), BodyHandlers.discarding())
                .statusCode()
            == 200;
      } catch (IOException e) {
        return false; // not listening yet
      }
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(address + path)).header("Accept-Encoding", "gzip");
    }

    void get(String path) throws IOException, InterruptedException {
      HttpResponse<byte[]> response =
          client.send(request(path).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(path + " answers " + response.statusCode());
      }
    }

    long time(String path) throws IOException, InterruptedException {
      long begin = System.nanoTime();
      get(path);
      return (System.nanoTime() - begin) / 1_000_000;
    }

    long times(String path) throws IOException, InterruptedException {
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        times.add(time(path));
      }
      return median(times);
    }

    /** The median of what each of forty waits, five times. */
    long atOnce(String path) throws Exception {
      List<Future<List<Long>>> readers = new ArrayList<>();
      try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < READERS; i++) {
          readers.add(
              all.submit(
                  () -> {
                    Long[] times = new Long[5];
                    for (int j = 0; j < times.length; j++) {
                      times[j] = time(path);
                    }
                    return Arrays.asList(times);
                  }));
        }
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> reader : readers) {
        times.addAll(reader.get());
      }
      return median(times);
    }

    /** Executes a run to its end, and returns its id. */
    String run() throws IOException, InterruptedException {
      HttpResponse<String> started =
          client.send(
              request("/api/runs")
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"scenario\":\"lost-update\",\"mode\":\"controlled\"}",
                          StandardCharsets.UTF_8))
                  .build(),
              BodyHandlers.ofString());
      Matcher id = ID.matcher(started.body());
      if (started.statusCode() != 201 || !id.find()) {
        throw new IOException(started.statusCode() + " " + started.body());
      }
      get("/api/runs/" + id.group(1) + "/events");
      return id.group(1);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }
  }
}
