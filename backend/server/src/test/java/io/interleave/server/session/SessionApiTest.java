package io.interleave.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.store.Frame;
import io.interleave.server.store.TraceReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SessionApiTest {

  private static final String PATH = "/api/sessions";
  private static final String LOST_UPDATE = "{\"scenario\":\"lost-update\"}";

  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.shared();
  }

  private static JsonNode open(String body) {
    return server.created(PATH, body);
  }

  private static HttpResponse<String> send(JsonNode session, String action) {
    return server.post(PATH + "/" + session.get("id").asString() + "/steps", action);
  }

  private static JsonNode act(JsonNode session, String action) {
    HttpResponse<String> response = send(session, action);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestServer.JSON.readTree(response.body());
  }

  private static JsonNode choose(JsonNode session, int thread) {
    return act(session, "{\"action\":\"choose\",\"thread\":" + thread + "}");
  }

  private static List<Integer> threads(JsonNode session) {
    return StreamSupport.stream(session.get("choices").spliterator(), false)
        .map(choice -> choice.get("thread").asInt())
        .toList();
  }

  private static boolean reached(JsonNode session, String goal) {
    return StreamSupport.stream(session.get("goals").spliterator(), false)
        .filter(each -> each.get("id").asString().equals(goal))
        .findFirst()
        .orElseThrow()
        .get("reached")
        .asBoolean();
  }

  /** Lets a thread go on until what it would do next is of a kind. */
  private static JsonNode until(JsonNode session, int thread, String kind) {
    JsonNode now = session;
    while (true) {
      for (JsonNode choice : now.get("choices")) {
        if (choice.get("thread").asInt() == thread && choice.get("kind").asString().equals(kind)) {
          return now;
        }
      }
      now = choose(now, thread);
    }
  }

  @Test
  void aSessionIsWhatTheContractSays() {
    HttpResponse<String> created = server.post(PATH, LOST_UPDATE);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode session = TestServer.JSON.readTree(created.body());
    assertThat(created.headers().firstValue("Location"))
        .contains(PATH + "/" + session.get("id").asString());
    assertThat(session.propertyNames())
        .containsExactly(
            "id",
            "scenario",
            "variant",
            "parameters",
            "memory",
            "schedule",
            "step",
            "canUndo",
            "canRedo",
            "end",
            "choices",
            "waiting",
            "goals",
            "found",
            "trace");
    assertThat(session.get("schedule").asString()).isEmpty();
    assertThat(session.get("step").asInt()).isZero();
    assertThat(session.get("canUndo").asBoolean()).isFalse();
    assertThat(session.at("/parameters/threads").asInt()).as("the small instance's").isEqualTo(2);
    assertThat(threads(session)).containsExactly(1);
    assertThat(session.at("/choices/0").propertyNames())
        .containsExactly(
            "thread",
            "name",
            "text",
            "texts",
            "kind",
            "object",
            "file",
            "line",
            "alternatives",
            "alternativesIn");
    assertThat(session.at("/trace/formatVersion").asInt()).isEqualTo(1);
    assertThat(session.at("/trace/run/mode").asString()).isEqualTo("controlled");
    assertThat(session.at("/trace/run/status").asString()).isEqualTo("running");
    assertThat(server.json(PATH + "/" + session.get("id").asString())).isEqualTo(session);
  }

  @Test
  void aPersonLosesAnUpdate() {
    JsonNode session = choose(open(LOST_UPDATE), 1);
    session = until(session, 2, "var.write");
    assertThat(reached(session, "lost-update")).isFalse();
    session = until(session, 3, "var.write");
    session = choose(session, 2);
    assertThat(reached(session, "lost-update")).as("one write is not lost yet").isFalse();
    session = choose(session, 3);
    assertThat(reached(session, "lost-update")).isTrue();
    assertThat(reached(session, "miss")).isFalse();
    assertThat(session.at("/waiting/0/thread").asInt()).isEqualTo(1);
    assertThat(session.at("/waiting/0/text").asString()).isNotEmpty();

    session = act(session, "{\"action\":\"auto\",\"strategy\":\"sequential\"}");
    assertThat(session.at("/end/status").asString()).isEqualTo("completed");
    assertThat(session.at("/end/outcome/value").asString()).isEqualTo("1");
    assertThat(session.get("choices").size()).isZero();
    assertThat(reached(session, "miss")).isTrue();
    assertThat(session.at("/trace/run/status").asString()).isEqualTo("completed");

    // The same schedule as a run is the same trace.
    JsonNode run =
        server.created(
            "/api/runs",
            """
            {"scenario":"lost-update","mode":"controlled",
             "parameters":{"threads":2,"increments":1},"schedule":"%s"}
            """
                .formatted(session.get("schedule").asString()));
    String id = run.get("id").asString();
    assertThat(server.awaitEnd(id).at("/outcome/value").asString()).isEqualTo("1");
    TraceReader own = new TraceReader(TestServer.JSON);
    session.at("/trace/batches").forEach(b -> own.read(Frame.Type.EVENTS, b.toString()));
    TraceReader runs = new TraceReader(TestServer.JSON);
    server
        .json("/api/runs/" + id + "/trace")
        .get("batches")
        .forEach(b -> runs.read(Frame.Type.EVENTS, b.toString()));
    assertThat(own.trace().size()).isEqualTo(runs.trace().size());
    for (int seq = 1; seq <= own.trace().size(); seq++) {
      assertThat(own.trace().get(seq)).isEqualTo(runs.trace().get(seq));
    }
  }

  @Test
  void stepsAreTakenBackAndForth() {
    JsonNode session = open(LOST_UPDATE);
    JsonNode ahead = act(session, "{\"action\":\"auto\",\"steps\":6}");
    assertThat(ahead.get("step").asInt()).isEqualTo(6);
    JsonNode back = act(session, "{\"action\":\"undo\"}");
    assertThat(back.get("step").asInt()).isEqualTo(5);
    assertThat(back.get("canRedo").asBoolean()).isTrue();
    assertThat(act(session, "{\"action\":\"redo\"}")).isEqualTo(ahead);
    JsonNode start = act(session, "{\"action\":\"goto\",\"step\":0}");
    assertThat(start.get("schedule").asString()).isEmpty();
    assertThat(start.get("canUndo").asBoolean()).isFalse();
    assertThat(act(session, "{\"action\":\"goto\",\"step\":6}"))
        .as("what lies ahead is kept")
        .isEqualTo(ahead);

    act(session, "{\"action\":\"goto\",\"step\":1}");
    JsonNode other = choose(session, 3);
    assertThat(other.get("canRedo").asBoolean()).as("a choice forgets").isFalse();
    assertThat(field(send(session, "{\"action\":\"redo\"}"))).isEqualTo("action");
    assertThat(field(send(session, "{\"action\":\"goto\",\"step\":3}"))).isEqualTo("step");
    assertThat(server.json(PATH + "/" + session.get("id").asString()))
        .as("nothing has changed")
        .isEqualTo(other);
  }

  private static String field(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    return TestServer.JSON.readTree(response.body()).get("field").asString();
  }

  @Test
  void aFailureIsFoundFromHere() {
    JsonNode session = act(open(LOST_UPDATE), "{\"action\":\"auto\",\"steps\":3}");
    JsonNode found = act(session, "{\"action\":\"find\"}");
    assertThat(found.get("step").asInt()).as("it stays where it is").isEqualTo(3);
    assertThat(found.at("/found/value").asString()).isEqualTo("1");
    assertThat(found.at("/found/words").size()).isPositive();
    JsonNode there =
        open(
            """
            {"scenario":"lost-update","schedule":"%s"}
            """
                .formatted(found.at("/found/schedule").asString()));
    assertThat(there.at("/end/outcome/goalMet").asBoolean()).isFalse();
    assertThat(reached(there, "miss")).isTrue();

    JsonNode right = open("{\"scenario\":\"lost-update\",\"variant\":\"lock\"}");
    assertThat(act(right, "{\"action\":\"find\"}").get("found").toString())
        .isEqualTo("{\"schedule\":null}");
  }

  @Test
  void aModelledMemoryHasAlternatives() {
    JsonNode session = open("{\"scenario\":\"lost-update\",\"memory\":\"java\"}");
    assertThat(session.get("memory").asString()).isEqualTo("java");
    session = choose(session, 1);
    session = until(session, 2, "var.write");
    session = choose(session, 2);
    session = until(session, 3, "var.read");
    JsonNode reading = null;
    for (JsonNode choice : session.get("choices")) {
      reading = choice.get("thread").asInt() == 3 ? choice : reading;
    }
    assertThat(reading).isNotNull();
    assertThat(reading.get("alternatives").size()).isEqualTo(2);
    String step = "{\"action\":\"choose\",\"thread\":3,\"alternative\":%d}";
    assertThat(field(send(session, step.formatted(2)))).isEqualTo("alternative");
    JsonNode stale = act(session, step.formatted(1));
    assertThat(stale.get("schedule").asString()).endsWith("3.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | action",
        "{\"action\":\"jump\"}                          | action",
        "{\"action\":\"undo\"}                          | action",
        "{\"action\":\"redo\"}                          | action",
        "{\"action\":\"choose\"}                        | thread",
        "{\"action\":\"choose\",\"thread\":0}           | thread",
        "{\"action\":\"choose\",\"thread\":2}           | thread",
        "{\"action\":\"choose\",\"thread\":65537}       | thread",
        "{\"action\":\"choose\",\"thread\":\"1\"}       | thread",
        "{\"action\":\"choose\",\"thread\":1,\"alternative\":1} | alternative",
        "{\"action\":\"choose\",\"thread\":1,\"alternative\":-1} | alternative",
        "{\"action\":\"goto\"}                          | step",
        "{\"action\":\"goto\",\"step\":-1}              | step",
        "{\"action\":\"auto\",\"strategy\":\"best\"}    | strategy",
        "{\"action\":\"auto\",\"steps\":0}              | steps",
        "{\"action\":\"find\",\"extra\":0}              | extra",
      })
  void aWrongActionNamesTheField(String action, String field) {
    assertThat(field(send(open(LOST_UPDATE), action))).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                       | scenario",
        "{\"scenario\":\"lost-update\",\"variant\":\"nope\"}      | variant",
        "{\"scenario\":\"lost-update\",\"memory\":\"x86\"}        | memory",
        "{\"scenario\":\"lost-update\",\"schedule\":\"x\"}        | schedule",
        "{\"scenario\":\"lost-update\",\"schedule\":\"1,2,9\"}    | schedule",
        "{\"scenario\":\"lost-update\",\"schedule\":\"1*20000\"}  | schedule",
        "{\"scenario\":\"lost-update\",\"seed\":1}                | seed",
        "{\"scenario\":\"lost-update\",\"parameters\":{\"threads\":0}} | parameters.threads",
      })
  void aWrongRequestNamesTheField(String body, String field) {
    assertThat(field(server.post(PATH, body))).isEqualTo(field);
  }

  @Test
  void nothingCanBeChosenAfterTheEnd() {
    JsonNode over = act(open(LOST_UPDATE), "{\"action\":\"auto\"}");
    assertThat(over.get("end").isNull()).isFalse();
    assertThat(field(send(over, "{\"action\":\"choose\",\"thread\":1}"))).isEqualTo("thread");
    JsonNode longer =
        open(
            """
            {"scenario":"lost-update","schedule":"%s,1*5"}
            """
                .formatted(over.get("schedule").asString()));
    assertThat(longer.get("schedule").asString())
        .as("a schedule is cut at the program's end")
        .isEqualTo(over.get("schedule").asString());
    assertThat(longer.get("canRedo").asBoolean()).isFalse();
  }

  @Test
  void manyRequestsAtOnceAreServedOneAfterTheOther() {
    JsonNode session = open(LOST_UPDATE);
    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(_ -> send(session, "{\"action\":\"auto\",\"steps\":1}").statusCode())
            .toList();
    assertThat(statuses).containsOnly(200);
    assertThat(server.json(PATH + "/" + session.get("id").asString()).get("step").asInt())
        .isEqualTo(8);
  }

  @Test
  void aClosedSessionIsGone() {
    String path = PATH + "/" + open(LOST_UPDATE).get("id").asString();
    assertThat(server.delete(path).statusCode()).isEqualTo(204);
    assertThat(server.get(path).statusCode()).isEqualTo(404);
    assertThat(server.delete(path).statusCode()).isEqualTo(404);
    assertThat(server.post(path + "/steps", "{\"action\":\"undo\"}").statusCode()).isEqualTo(404);
  }
}
