package io.interleave.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.server.TestServer;
import io.interleave.server.problem.Problem;
import io.interleave.testing.Seeds;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs whose files are not what the server wrote. */
class DamagedRunsTest {

  private static final String DESCRIPTION = "run.json";
  private static final String STREAM = "stream.sse";
  private static final List<String> ASKED =
      List.of(
          "",
          "/events",
          "/trace",
          "/trace.perfetto.json",
          "/trace.html",
          "/picture.svg",
          "/findings",
          "/waits/5",
          "/stats",
          "/critical-path",
          "/account");

  private record RunBytes(byte[] description, byte[] stream) {}

  @TempDir static Path home;
  // Of real runs, in which threads wait, are woken, deadlock and race.
  private static final Map<String, RunBytes> GOOD = new LinkedHashMap<>();

  @TempDir Path dataDir;

  @BeforeAll
  static void record() throws IOException {
    try (TestServer server = TestServer.start(home)) {
      List<String> ids =
          List.of(
              server.run("counting", Map.of("threads", 3, "rounds", 20)),
              server.run("racing", Map.of("rounds", 5)),
              server.run("deadlock", Map.of()),
              server.run("throwing", Map.of()));
      for (String id : ids) {
        server.awaitEnd(id);
        Path folder = home.resolve("runs").resolve(id);
        GOOD.put(
            id,
            new RunBytes(
                Files.readAllBytes(folder.resolve(DESCRIPTION)),
                Files.readAllBytes(folder.resolve(STREAM))));
      }
    }
  }

  private static void put(Path dataDir, String name, RunBytes good) throws IOException {
    Path folder = Files.createDirectories(dataDir.resolve("runs").resolve(name));
    Files.write(folder.resolve(DESCRIPTION), good.description());
    Files.write(folder.resolve(STREAM), good.stream());
  }

  /** The description of a run under another name, and with one field of another value. */
  private static byte[] with(byte[] description, String field, String value) {
    JsonNode all = TestServer.JSON.readTree(description);
    ObjectNode run = (ObjectNode) all.get("run");
    if (value.equals("absent")) {
      run.remove(field);
    } else {
      run.set(field, TestServer.JSON.readTree(value));
    }
    return TestServer.JSON.writeValueAsBytes(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "created       | null",
        "created       | absent",
        "created       | \"yesterday\"",
        "created       | {}",
        "id            | \"another\"",
        "id            | 5",
        "scenario      | null",
        "scenario      | absent",
        "variant       | [1]",
        "mode          | null",
        "status        | \"sleeping\"",
        "status        | null",
        "seed          | \"x\"",
        "seed          | 99999999999999999999999",
        "events        | -1",
        "events        | 99999999999",
        "threads       | -5",
        "findings      | 1.5",
        "durationNanos | -1",
        "parameters    | null",
        "parameters    | 7",
        "outcome       | {\"value\":null}",
        "outcome       | 3",
        "unheardOf     | 1",
      })
  void aDescriptionThatCannotBeIsDamagedAndSaysSo(String field, String value) throws IOException {
    String id = GOOD.keySet().iterator().next();
    RunBytes good = GOOD.get(id);
    put(dataDir, id, new RunBytes(with(good.description(), field, value), good.stream()));
    put(dataDir, "whole", whole("whole"));
    RunStore store = Stores.open(dataDir, 10, new Stores.Unforced());
    assertThat(store.newest(10)).extracting(Listed::id).containsOnly(id, "whole");
    assertThat(store.newest(10))
        .filteredOn(DamagedRun.class::isInstance)
        .extracting(Listed::id)
        .containsExactly(id);
    assertThat(store.newest("counting", 10)).extracting(Run::id).containsExactly("whole");
    assertThat(status(() -> store.get(id))).isEqualTo(410);
    assertThat(status(() -> store.log(id))).isEqualTo(410);
  }

  /** The first of the good ones under a name. */
  private static RunBytes whole(String name) {
    Map.Entry<String, RunBytes> first = GOOD.entrySet().iterator().next();
    return new RunBytes(
        new String(first.getValue().description(), UTF_8)
            .replace(first.getKey(), name)
            .getBytes(UTF_8),
        new String(first.getValue().stream(), UTF_8).replace(first.getKey(), name).getBytes(UTF_8));
  }

  private static int status(Runnable asked) {
    try {
      asked.run();
      return 200;
    } catch (Problem problem) {
      return problem.getStatusCode().value();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"threads\":[{\"id\":1,  | \"threads\":[{\"id\":999999999,",
        "\"threads\":[{\"id\":1,  | \"threads\":[{\"id\":-1,",
        "\"threads\":[{\"id\":1,  | \"threads\":[{\"id\":0,",
        "\"threads\":[{\"id\":1,  | \"threads\":[{\"id\":\"x\",",
        "\"objects\":[{\"id\":1,  | \"objects\":[{\"id\":999999999,",
        "\"threads\":[           | \"sites\":[{\"id\":65536,\"file\":\"A\",\"line\":1}],\"threads\":[",
        "\"seq\":1,\"count\":     | \"seq\":1,\"count\":99999999",
        "\"seq\":1,\"count\":     | \"seq\":1,\"count\":-",
        "\"seq\":1,\"count\":     | \"seq\":7,\"count\":",
      })
  void aStreamThatCannotBeTakesNoMemoryAndSaysSo(String right, String wrong) throws IOException {
    RunBytes good = whole("run");
    String stream = new String(good.stream(), UTF_8);
    assertThat(stream).contains(right);
    byte[] bad = stream.replace(right, wrong).getBytes(UTF_8);
    put(dataDir, "run", new RunBytes(good.description(), bad));
    RunStore store = Stores.open(dataDir, 10, new Stores.Unforced());
    Recordings recordings = new Recordings(store, Stores.JSON);
    assertThat(store.get("run").status()).isEqualTo(Status.COMPLETED);
    FrameLog log = store.log("run");
    assertThat(status(() -> recordings.of(log))).isEqualTo(410);
    assertThat(store.newest(10)).as("from then on").hasOnlyElementsOfType(DamagedRun.class);
    assertThat(status(() -> store.log("run"))).isEqualTo(410);
  }

  /** What has no end is not read to it. */
  @ParameterizedTest
  @ValueSource(strings = {DESCRIPTION, STREAM})
  void whatIsNoFileIsDamaged(String file) throws IOException {
    put(dataDir, "run", whole("run"));
    put(dataDir, "whole", whole("whole"));
    Path path = dataDir.resolve("runs").resolve("run").resolve(file);
    Files.delete(path);
    Files.createSymbolicLink(path, Path.of("/dev/zero"));
    RunStore store = Stores.open(dataDir, 10, new Stores.Unforced());
    assertThat(status(() -> store.log("run"))).isEqualTo(410);
    assertThat(status(() -> store.log("whole"))).isEqualTo(200);
  }

  @Test
  void whateverIsWrongTheStoreOpensListsAndAnswers() {
    Seeds.check(
        "damaged runs in a store",
        2000,
        20,
        seed -> {
          Random random = new Random(seed);
          Path there = Files.createDirectories(dataDir.resolve("seed" + seed));
          List<String> names = damage(there, random, 4);
          RunStore store = Stores.open(there, 100, new Stores.Unforced());
          Recordings recordings = new Recordings(store, Stores.JSON);
          assertThat(store.newest(100)).extracting(Listed::id).containsAll(names);
          for (String name : names) {
            assertThat(status(() -> store.get(name))).isIn(200, 410);
            assertThat(status(() -> recordings.of(store.log(name)))).isIn(200, 410);
          }
          // What one start made of it the next one finds.
          assertThat(Stores.open(there, 100, new Stores.Unforced()).newest(100))
              .extracting(Listed::id)
              .containsAll(names);
        });
  }

  /** Puts damaged copies of the good runs into a folder; each has the name that it says. */
  private static List<String> damage(Path there, Random random, int runs) throws IOException {
    List<String> ids = new ArrayList<>(GOOD.keySet());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      String id = ids.get(random.nextInt(ids.size()));
      String name = id.substring(0, id.length() - 2) + String.format("%02d", i);
      RunBytes good = GOOD.get(id);
      RunBytes named =
          new RunBytes(named(good.description(), id, name), named(good.stream(), id, name));
      boolean stream = random.nextInt(3) > 0;
      put(
          there,
          name,
          stream
              ? new RunBytes(named.description(), Damage.of(named.stream(), random))
              : new RunBytes(Damage.of(named.description(), random), named.stream()));
      names.add(name);
    }
    return names;
  }

  private static byte[] named(byte[] file, String id, String name) {
    return new String(file, UTF_8).replace(id, name).getBytes(UTF_8);
  }

  @Test
  void whateverIsWrongEachRequestIsAnswered() {
    Seeds.check(
        "damaged runs over HTTP",
        60,
        60,
        seed -> {
          Path there = Files.createDirectories(dataDir.resolve("http" + seed));
          List<String> names = damage(there, new Random(seed), 30);
          try (TestServer server = TestServer.start(there)) {
            JsonNode listed = server.json("/api/runs?limit=500");
            assertThat(listed.valueStream().map(run -> run.get("id").asString()))
                .containsAll(names);
            for (String name : names) {
              for (String part : ASKED) {
                answered(server, "/api/runs/" + name + part);
              }
              answered(server, "/runs/" + name);
            }
            for (JsonNode run : server.json("/api/runs?limit=500")) {
              int status = server.get("/api/runs/" + run.get("id").asString()).statusCode();
              boolean damaged = run.get("status").asString().equals("damaged");
              assertThat(status).isEqualTo(damaged ? 410 : 200);
              assertThat(run.has("reasons") || !damaged).as(run.toString()).isTrue();
            }
          }
        });
  }

  private static void answered(TestServer server, String path) {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as("%s: %s", path, response.body()).isIn(200, 404, 409, 410);
    if (response.statusCode() != 200) {
      assertThat(response.headers().firstValue("Content-Type"))
          .as(path)
          .contains("application/problem+json");
    }
  }
}
