package io.interleave.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import io.interleave.server.client.Caller;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is answered, by a server with names, sites and embedders of its own, and by one without. */
class AccessTest {

  private static final String COUNTING = "{\"scenario\":\"counting\"}";
  private static final String LISTED = "https://course.example";
  private static final String OTHER = "https://elsewhere.example";
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final Map<String, Object> LONG = Map.of("time", 60_000);

  @TempDir static Path dataDir;
  static TestServer server;
  static TestServer plain;

  @BeforeAll
  static void start() {
    plain = TestServer.sharedTest();
    server =
        TestServer.start(
            dataDir,
            "interleave.network.hosts=lab.course.example,other.example:8443",
            "interleave.network.origins=" + LISTED,
            "interleave.network.embedders=https://moodle.example");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int asked(TestServer of, String host) {
    return RawHttp.status(of, "GET /api/scenarios HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200, 200",
    "localhost:1234, 200, 200",
    "LOCALHOST, 200, 200",
    "week-1.localhost, 200, 200",
    "127.0.0.1, 200, 200",
    "127.1.2.3:80, 200, 200",
    "[::1]:8080, 200, 200",
    "lab.course.example, 421, 200",
    "Lab.Course.Example:443, 421, 200",
    "other.example:8443, 421, 200",
    "other.example, 421, 421",
    "evil.example, 421, 421",
    "localhost.evil.example, 421, 421",
    "127.0.0.1.evil.example, 421, 421",
    "192.0.2.1, 421, 421",
  })
  void onlyItsOwnNamesAreAnswered(String host, int withoutNames, int withNames) {
    assertThat(asked(plain, host)).isEqualTo(withoutNames);
    assertThat(asked(server, host)).isEqualTo(withNames);
  }

  @Test
  void oneOfTwoNamesDoesNotHideTheOther() {
    assertThat(asked(plain, "localhost\r\nHost: evil.example")).isEqualTo(421);
  }

  @Test
  void whoIsRefusedIsToldWhichPropertyItIs() {
    try (RawHttp http = new RawHttp(plain)) {
      assertThat(
              http.say("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").rest())
          .startsWith("HTTP/1.1 421")
          .contains("interleave.network.hosts", "application/problem+json", "nosniff");
    }
    HttpResponse<String> refused = plain.post("/api/runs", COUNTING, "Origin", OTHER);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("interleave.network.origins", OTHER);
  }

  private static HttpResponse<String> before(
      TestServer of, String path, String method, String origin) {
    return of.send(
        of.request(
                path,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "content-type,interleave-client")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  private static Optional<String> allowed(HttpResponse<String> response) {
    return response.headers().firstValue(ALLOWED);
  }

  @Test
  void pagesOfOtherSitesChangeNothingAndReadNothing() {
    for (String origin : List.of(OTHER, "null", "garbage", "http://localhost.evil.example")) {
      for (String method : List.of("POST", "DELETE")) {
        HttpResponse<String> refused = before(plain, "/api/runs", method, origin);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(allowed(refused)).isEmpty();
      }
      for (String path : List.of("/api/runs", "/api/sessions", "/api/explorations")) {
        assertThat(plain.post(path, COUNTING, "Origin", origin).statusCode()).isEqualTo(403);
        assertThat(plain.delete(path + "/x", "Origin", origin).statusCode()).isEqualTo(403);
      }
      HttpResponse<String> read = plain.get("/api/scenarios", "Origin", origin);
      assertThat(allowed(read)).isEmpty();
      assertThat(allowed(plain.get("/scenarios/counting", "Origin", origin))).isEmpty();
      assertThat(read.headers().allValues("Vary").toString()).contains("Origin");
    }
  }

  @Test
  void pagesOfItsOwnAndOfListedSitesMayDoAll() {
    for (String own : List.of("http://localhost:", "https://localhost:")) {
      assertThat(plain.post("/api/runs", COUNTING, "Origin", own + plain.port()).statusCode())
          .isEqualTo(201);
    }
    HttpResponse<String> before = before(server, "/api/runs", "DELETE", LISTED);
    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(allowed(before)).contains(LISTED);
    assertThat(before.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST", "DELETE");
    assertThat(before.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Interleave-Client", "Content-Type");
    assertThat(before.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> started = server.post("/api/runs", COUNTING, "Origin", LISTED);
    assertThat(started.statusCode()).isEqualTo(201);
    assertThat(allowed(started)).contains(LISTED);
    assertThat(started.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("Interleave-Client", "Location");
    assertThat(server.post("/api/runs", COUNTING, "Origin", OTHER).statusCode()).isEqualTo(403);
    assertThat(allowed(server.get("/api/scenarios", "Origin", OTHER))).isEmpty();
  }

  private static String ticket(String path) {
    Matcher ticket =
        Pattern.compile("\"ticket\":\"([^\"]+)\"")
            .matcher(plain.get(path, "Accept", "text/html").body());
    assertThat(ticket.find()).as("an embed has a ticket").isTrue();
    return ticket.group(1);
  }

  @Test
  void anEmbedInASandboxMayStartWhatItShowsAndNothingElse() {
    String ticket = ticket("/embed/scenarios/counting");
    String runs = "/api/runs?embed=" + ticket;
    assertThat(allowed(before(plain, runs, "POST", "null"))).contains("null");
    HttpResponse<String> started = plain.post(runs, COUNTING, "Origin", "null");
    assertThat(started.statusCode()).isEqualTo(201);
    assertThat(allowed(started)).contains("null");
    String run = started.headers().firstValue("Location").orElseThrow();
    assertThat(allowed(plain.get(run + "?embed=" + ticket, "Origin", "null"))).contains("null");
    assertThat(allowed(plain.get(run + "/events?embed=" + ticket, "Origin", "null")))
        .contains("null");

    assertThat(allowed(plain.get("/standalone.html?embed=" + ticket, "Origin", "null")))
        .contains("null");
    assertThat(allowed(plain.get("/api/scenarios?embed=" + ticket, "Origin", "null"))).isEmpty();

    HttpResponse<String> other = plain.post(runs, "{\"scenario\":\"sleeping\"}", "Origin", "null");
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("counting");
    String exploration = "/api/explorations?embed=" + ticket;
    assertThat(plain.post(exploration, COUNTING, "Origin", "null").statusCode()).isEqualTo(403);
    for (String forged :
        List.of(
            ticket.replace("counting", "sleeping"),
            ticket.replaceFirst("\\.\\d", ".9"),
            ticket.substring(0, ticket.length() - 1),
            "x",
            "")) {
      assertThat(plain.post("/api/runs?embed=" + forged, COUNTING, "Origin", "null").statusCode())
          .as(forged)
          .isEqualTo(403);
    }
    assertThat(plain.post(runs, COUNTING, "Origin", OTHER).statusCode())
        .as("a ticket is for frames without an origin")
        .isEqualTo(403);
  }

  @Test
  void assetsAreForAll() {
    Matcher asset =
        Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"")
            .matcher(plain.get("/embed/scenarios/counting", "Accept", "text/html").body());
    assertThat(asset.find()).isTrue();
    HttpResponse<String> script = plain.get(asset.group(1), "Origin", "null");
    assertThat(allowed(script)).contains("*");
    assertThat(script.headers().firstValue("Cross-Origin-Resource-Policy"))
        .contains("cross-origin");
  }

  @Test
  void onlyWhoStartedSomethingMayEndIt() {
    String bob = TestServer.client("bob");
    String run = "/api/runs/" + plain.run("sleeping", LONG);
    String session =
        "/api/sessions/"
            + plain.created("/api/sessions", "{\"scenario\":\"racing\"}").get("id").asString();
    String exploration =
        "/api/explorations/"
            + plain
                .created(
                    "/api/explorations", "{\"scenario\":\"racing\",\"bounds\":{\"executions\":1}}")
                .get("id")
                .asString();
    for (String path : List.of(run, session, exploration)) {
      assertThat(plain.delete(path, Caller.HEADER, bob).statusCode()).as(path).isEqualTo(403);
      assertThat(plain.delete(path, Caller.HEADER, "tests").statusCode()).isEqualTo(403);
    }
    assertThat(plain.post(exploration + "/resume", "{}", Caller.HEADER, bob).statusCode())
        .isEqualTo(403);
    assertThat(plain.status(run.substring(run.lastIndexOf('/') + 1))).isIn("queued", "running");
    for (String path : List.of(run, session, exploration)) {
      assertThat(plain.delete(path).statusCode()).as(path).isEqualTo(204);
    }
  }

  @Test
  void whoSaysNothingIsToldWhatToSayToEndIt() {
    HttpResponse<String> started =
        plain.post(
            "/api/runs",
            "{\"scenario\":\"sleeping\",\"parameters\":{\"time\":60000}}",
            Caller.HEADER,
            "just-a-name");
    String token = started.headers().firstValue(Caller.HEADER).orElseThrow();
    assertThat(token).startsWith("just-a-name.");
    String run = started.headers().firstValue("Location").orElseThrow();
    assertThat(plain.delete(run, Caller.HEADER, "just-a-name").statusCode()).isEqualTo(403);
    assertThat(plain.delete(run, Caller.HEADER, token).statusCode()).isEqualTo(204);
    plain.awaitEnd(run.substring(run.lastIndexOf('/') + 1));
    assertThat(plain.delete(run, Caller.HEADER, "just-a-name").statusCode())
        .as("it has ended, which then changes nothing")
        .isEqualTo(204);
  }

  @Test
  void browsersAreToldWhatPagesMayDo() {
    HttpResponse<String> page = plain.get("/", "Accept", "text/html");
    assertThat(page.headers().firstValue("Permissions-Policy").orElseThrow())
        .contains("camera=()", "microphone=()", "geolocation=()");
    assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(policy(plain, "/")).contains("frame-ancestors 'none'");
    assertThat(policy(server, "/")).contains("frame-ancestors 'none'");
    assertThat(policy(plain, "/embed/scenarios/counting")).doesNotContain("frame-ancestors");
    assertThat(policy(server, "/embed/scenarios/counting"))
        .contains("frame-ancestors 'self' https://moodle.example");
    assertThat(
            plain
                .get("/embed/scenarios/counting")
                .headers()
                .firstValue("Cross-Origin-Resource-Policy"))
        .contains("cross-origin");
  }

  private static String policy(TestServer of, String path) {
    return of.get(path, "Accept", "text/html")
        .headers()
        .firstValue("Content-Security-Policy")
        .orElseThrow();
  }
}
