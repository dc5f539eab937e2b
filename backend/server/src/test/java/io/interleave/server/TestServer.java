package io.interleave.server;

import io.interleave.server.client.Caller;
import io.interleave.server.store.RunStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server on a port of its own, and a client for it. Most tests take a shared one and look only
 * at runs that they started or that {@link #finished} names; what a test says about all runs, all
 * meters or a bound needs a server of its own.
 */
public final class TestServer implements AutoCloseable {

  public static final JsonMapper JSON = new JsonMapper();

  /** Who asks, where a request says nothing else. */
  public static final String CLIENT = client("tests");

  /** Many times what anything takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A frame of a stream, as a client sees it. */
  public record Sse(String event, String id, String data) {}

  private final ConfigurableApplicationContext context;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final boolean shared;

  private TestServer(ConfigurableApplicationContext context, boolean shared) {
    this.context = context;
    this.shared = shared;
  }

  /**
   * The server with the scenarios of the catalogue that all tests share, with room for all of them
   * at once.
   */
  public static TestServer shared() {
    return SharedServers.catalogue();
  }

  /** The same with the test scenarios. */
  public static TestServer sharedTest() {
    return SharedServers.testScenarios();
  }

  /**
   * The id of a finished run on the shared server, as it comes: live, if the scenario can be, with
   * the default parameters. All tests that ask for it get the same.
   */
  public static String finished(String scenario, String variant) {
    return finished(scenario, variant, RecordedRuns.mode(scenario));
  }

  /** The same in a mode. */
  public static String finished(String scenario, String variant, String mode) {
    String id = RecordedRuns.id(scenario, variant, mode);
    shared().awaitEnd(id);
    return id;
  }

  /** A server with the test scenarios and no bound on the rate. */
  public static TestServer start(Path dataDir, String... properties) {
    return startWith(TestScenarios.class, dataDir, properties);
  }

  /** A server with the scenarios of the catalogue. */
  public static TestServer startReal(Path dataDir, String... properties) {
    return new TestServer(started(List.of(), dataDir, properties), false);
  }

  /** A server with the test scenarios, and whatever beans a class puts in the place of its own. */
  public static TestServer startWith(Class<?> beans, Path dataDir, String... properties) {
    return new TestServer(started(List.of(TestScenarios.class, beans), dataDir, properties), false);
  }

  /** A server that stays when it is closed. */
  static TestServer startShared(boolean testScenarios, Path dataDir, String... properties) {
    List<Class<?>> beans = testScenarios ? List.of(TestScenarios.class) : List.of();
    return new TestServer(started(beans, dataDir, properties), true);
  }

  // One at a time: servers in one JVM set up its one log.
  private static synchronized ConfigurableApplicationContext started(
      List<Class<?>> beans, Path dataDir, String... properties) {
    List<Class<?>> sources = new ArrayList<>(List.of(InterleaveServer.class, OwnEventLoops.class));
    sources.addAll(beans);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--interleave.data-dir=" + dataDir,
                "--interleave.limits.runs-per-minute=100000",
                "--interleave.limits.runs-per-client=100000",
                "--interleave.limits.viewers-per-client=100000",
                "--interleave.limits.clients-per-address=10000",
                "--interleave.exploration.per-client=100000",
                "--interleave.session.requests-per-client=100000",
                "--interleave.connections.most=100000",
                "--interleave.connections.per-address=100000",
                "--spring.main.allow-bean-definition-overriding=true",
                "--logging.level.root=warn"));
    for (String property : properties) {
      String name = "--" + property.substring(0, property.indexOf('=') + 1);
      arguments.removeIf(argument -> argument.startsWith(name));
      arguments.add("--" + property);
    }
    return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
        .run(arguments.toArray(String[]::new));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress("localhost", port());
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  public HttpClient http() {
    return http;
  }

  /** A client by its name, as it says who it is. */
  public static String client(String name) {
    return name + ".the-secret-of-a-test";
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    request.header(Caller.HEADER, CLIENT);
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals(Caller.HEADER)) {
        request.setHeader(headers[i], headers[i + 1]);
      } else {
        request.header(headers[i], headers[i + 1]);
      }
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    KeepsRuns.saw(this, built.uri().getPath());
    try {
      HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
      response.headers().firstValue("Location").ifPresent(made -> KeepsRuns.saw(this, made));
      return response;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers));
  }

  public HttpResponse<String> post(String body) {
    return post("/api/runs", body);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> delete(String path, String... headers) {
    return send(request(path, headers).DELETE());
  }

  /** Starts a run and returns its id. */
  public String run(String scenario, Map<String, Object> parameters, String... headers) {
    HttpResponse<String> response =
        post(
            "/api/runs",
            JSON.writeValueAsString(Map.of("scenario", scenario, "parameters", parameters)),
            headers);
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body()).get("id").asString();
  }

  /** Makes something, and returns what the server says of it. */
  public JsonNode created(String path, String body) {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  public JsonNode json(String path) {
    return JSON.readTree(get(path).body());
  }

  public String status(String id) {
    return json("/api/runs/" + id).get("status").asString();
  }

  /** Waits until a run has ended and all of it is written, and returns the run. */
  public JsonNode awaitEnd(String id) {
    until(() -> !List.of("queued", "running").contains(status(id)));
    until(() -> bean(RunStore.class).log(id).isComplete());
    return json("/api/runs/" + id);
  }

  /** Waits for what must come to be; only a test that fails waits in vain. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to be");
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The whole stream of a run, to its end. */
  public String stream(String id, String... headers) {
    HttpResponse<String> response = get("/api/runs/" + id + "/events", headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /** A stream to be read as it comes. */
  public BufferedReader openStream(String path) {
    try {
      InputStream body = http.send(request(path).build(), BodyHandlers.ofInputStream()).body();
      return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static String withoutPings(String stream) {
    return stream.replace(": ping\n\n", "");
  }

  /** Reads a stream as the specification of server-sent events says. */
  public static List<Sse> frames(String stream) {
    List<Sse> frames = new ArrayList<>();
    for (String block : withoutPings(stream).split("\n\n", -1)) {
      if (block.isEmpty()) {
        continue;
      }
      String event = "message";
      String id = "";
      String data = "";
      for (String line : block.split("\n", -1)) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).replaceFirst("^ ", "");
        switch (line.substring(0, colon)) {
          case "event" -> event = value;
          case "id" -> id = value;
          case "data" -> data = value;
          default -> throw new AssertionError("a line that is no field of ours: " + line);
        }
      }
      frames.add(new Sse(event, id, data));
    }
    return frames;
  }

  @Override
  public void close() {
    if (!shared) {
      shutDown();
    }
  }

  void shutDown() {
    http.shutdownNow();
    context.close();
  }
}
