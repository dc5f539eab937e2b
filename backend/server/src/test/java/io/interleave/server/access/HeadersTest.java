package io.interleave.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.testing.Seeds;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever stands in a header, the fault is the client's, or none. */
class HeadersTest {

  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Language",
          "Accept-Encoding",
          "Content-Type",
          "Last-Event-ID",
          "Range",
          "If-None-Match",
          "If-Modified-Since",
          "If-Match",
          "If-Unmodified-Since",
          "If-Range",
          "Origin",
          "Host",
          "Cookie",
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Proto",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "Interleave-Client");

  private static final List<String> WORDS =
      List.of(
          "garbage",
          "*/html",
          "text/html",
          "*/*",
          "application/json",
          "text/event-stream",
          "/",
          "*",
          ";",
          ",",
          "=",
          "q=",
          "q=2",
          "q=-1",
          ";q=x",
          "\"",
          "W/\"",
          "\\",
          "bytes=",
          "bytes=9-1",
          "bytes=0-",
          "-",
          "99999999999999999999",
          "0",
          "[",
          "]",
          ":",
          "::1",
          "%",
          "%zz",
          "://",
          "http://",
          "null",
          "é",
          "\t",
          " ",
          "<",
          ">",
          "{",
          "en",
          "zh;q=",
          "@",
          "?",
          "#",
          "localhost",
          "127.0.0.1",
          "Thu, 01 Jan",
          "gzip",
          "chunked",
          "100-continue");

  private static TestServer server;
  private static List<String> paths = List.of();

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
    String run = server.run("counting", Map.of());
    server.awaitEnd(run);
    paths =
        List.of(
            "GET /",
            "GET /scenarios/counting",
            "GET /embed/runs/" + run,
            "GET /nothing",
            "GET /assets/nothing.js",
            "GET /standalone.html",
            "GET /api/scenarios",
            "GET /api/runs/" + run,
            "GET /api/runs/nothing",
            "GET /api/runs/" + run + "/events",
            "GET /api/runs/" + run + "/trace",
            "GET /api/runs/" + run + "/trace.html",
            "GET /api/runs/" + run + "/picture.svg",
            "GET /api-docs",
            "GET /swagger-ui.html",
            "GET /actuator/health",
            "OPTIONS /api/runs",
            "DELETE /api/runs/" + run,
            "POST /api/runs",
            "POST /api/sessions",
            "POST /api/explorations");
  }

  private static String value(Random random) {
    int words = random.nextInt(8) == 0 ? 60 : 1 + random.nextInt(4);
    String separator = random.nextBoolean() ? "," : "";
    return IntStream.range(0, words)
        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(separator));
  }

  @Test
  void garbageIsNeverTheServersFault() {
    Seeds.check(
        "garbage in headers",
        6000,
        20,
        seed -> {
          Random random = new Random(seed);
          String path = paths.get(random.nextInt(paths.size()));
          String header = HEADERS.get(random.nextInt(HEADERS.size()));
          StringBuilder request = new StringBuilder(path + " HTTP/1.1\r\n");
          if (!header.equals("Host")) {
            request.append("Host: localhost\r\n");
          }
          if (path.startsWith("POST") && !header.equals("Content-Type")) {
            request.append("Content-Type: application/json\r\n");
          }
          request.append(header).append(": ").append(value(random)).append("\r\n");
          if (random.nextInt(4) == 0) {
            request.append("Accept: ").append(value(random)).append("\r\n");
          }
          request.append(path.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n");
          assertThat(RawHttp.status(server, request.toString()))
              .as(request.toString())
              .isLessThan(500);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "*/html", "text/html;q=x", ",;,", "text/"})
  void anAcceptThatIsNoneIsAProblem(String accept) {
    for (String path : List.of("/", "/api/scenarios", "/nothing")) {
      check(server.get(path, "Accept", accept), 400, 406, 404);
    }
  }

  @Test
  void fiftyOneTypesAreTooMany() {
    String many =
        IntStream.range(0, 51).mapToObj(i -> "text/x" + i).collect(Collectors.joining(","));
    check(server.get("/api/scenarios", "Accept", many), 400, 406);
    // The last of them is a person's, who is told on a page.
    HttpResponse<String> page = server.get("/", "Accept", many + ",text/html");
    assertThat(page.statusCode()).isIn(400, 406);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "garbage", "application/xml"})
  void anotherBodyThanJsonIsRefusedWithWhatItHasToBe(String type) {
    for (String path : List.of("/api/runs", "/api/sessions", "/api/explorations")) {
      JsonNode problem =
          check(
              server.send(
                  server
                      .request(path, "Content-Type", type)
                      .POST(HttpRequest.BodyPublishers.ofString("{}"))),
              415);
      assertThat(problem.get("detail").asString()).contains("application/json");
    }
  }

  /** Whatever goes wrong in HTTP itself is told in a sentence, in both languages. */
  @Test
  void everyProblemHasADetail() {
    for (String language : List.of("en", "zh")) {
      String lang = "?lang=" + language;
      check(server.get("/nothing" + lang), 404);
      check(server.get("/api/nothing" + lang), 404);
      check(server.get("/api/runs/nothing" + lang), 404);
      check(server.get("/api/runs" + lang + "&limit=x"), 400);
      check(server.get("/api/scenarios" + lang, "Accept", "image/png"), 406);
      check(server.delete("/api/scenarios" + lang), 405);
      check(server.post("/api/runs" + lang, "x".repeat(100_000)), 413);
      check(server.post("/api/runs" + lang, "{"), 400);
      check(
          server.send(
              server.request("/api/runs" + lang).POST(HttpRequest.BodyPublishers.ofString("{}"))),
          415);
    }
  }

  private static JsonNode check(HttpResponse<String> response, Integer... statuses) {
    assertThat(response.statusCode()).as(response.body()).isIn((Object[]) statuses);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = TestServer.JSON.readTree(response.body());
    assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "instance");
    assertThat(problem.get("detail").asString()).hasSizeGreaterThan(5);
    return problem;
  }
}
