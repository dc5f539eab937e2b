package io.interleave.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.interleave.server.TestServer;
import io.interleave.server.stream.Viewers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Connections over which nothing is asked, by a server that is in a hurry. */
class ConnectionsTest {

  private static final String HEAD = "HEAD /api/scenarios HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String POST =
      "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @TempDir static Path dataDir;
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            dataDir,
            "interleave.connections.request-time=300ms",
            "interleave.connections.idle-time=300ms",
            "interleave.connections.stall-time=1s",
            "interleave.connections.per-address=30",
            "interleave.stream.ping-interval=100ms",
            "interleave.limits.run-duration=60s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatDoesNotArriveInTimeIsClosed() {
    List<String> beginnings =
        List.of(
            "",
            "GET /api/scenarios HTTP/1.1\r\nHos",
            POST + "Content-Length: 100\r\n\r\n{",
            POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
    List<RawHttp> open = new ArrayList<>();
    for (String beginning : beginnings) {
      open.add(new RawHttp(server).say(beginning));
    }
    open.forEach(RawHttp::rest); // which ends
    open.forEach(RawHttp::close);
    TestServer.until(() -> server.bean(Connections.class).open() <= 1); // ours may be kept alive
  }

  @Test
  void bytesNowAndThenProlongNothing() throws InterruptedException {
    try (RawHttp http = new RawHttp(server).say("GET / HTTP/1.1\r\nX: ")) {
      int said = 0;
      // Ten times as long as it takes; a connection that is closed refuses one of the next bytes.
      while (said < 150) {
        Thread.sleep(20);
        try {
          http.say("x");
        } catch (AssertionError e) {
          return;
        }
        said++;
      }
      throw new AssertionError("still open after " + said + " bytes");
    }
  }

  @Test
  void aConnectionWithoutANextRequestIsClosedAndOneWithIsNot() {
    try (RawHttp http = new RawHttp(server)) {
      for (int i = 0; i < 3; i++) {
        assertThat(http.say(HEAD).until("\r\n\r\n")).startsWith("HTTP/1.1 200");
      }
      http.rest();
    }
  }

  @Test
  void aStreamLivesOn() {
    String id = server.run("sleeping", Map.of("time", 60_000));
    try (RawHttp http =
        new RawHttp(server)
            .say("GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      // Many times the times after which others are closed.
      for (int pings = 0; pings < 20; pings++) {
        http.until(": ping");
      }
      server.delete("/api/runs/" + id);
      http.until("event: end");
    }
  }

  @Test
  void whoTakesNothingOfWhatWaitsIsClosed() {
    String id = server.run("counting", Map.of("threads", 4, "rounds", 30_000));
    server.awaitEnd(id);
    RawHttp stalled =
        new RawHttp(server)
            .say("GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stalled.until("event: run");
    TestServer.until(() -> server.bean(Viewers.class).current() == 0);
    stalled.close();
  }

  @Test
  void oneAddressHasOnlySoMany() {
    TestServer.until(() -> server.bean(Connections.class).open() <= 1);
    List<RawHttp> open = new ArrayList<>();
    long before = server.bean(Connections.class).refused();
    for (int i = 0; i < 40; i++) {
      open.add(new RawHttp(server));
    }
    TestServer.until(() -> server.bean(Connections.class).refused() >= before + 10);
    // Which of them were one too many is the server's to say.
    assertThat(open.stream().map(RawHttp::rest).filter(said -> !said.isEmpty()))
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            said -> assertThat(said).startsWith("HTTP/1.1 503").contains("Retry-After: 10"));
    open.forEach(RawHttp::close);
    TestServer.until(() -> server.bean(Connections.class).open() <= 1);
    assertThat(server.get("/api/scenarios").statusCode()).isEqualTo(200);
  }

  @Test
  void aClientThatLeavesIsNoError() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    lines.start();
    root.addAppender(lines);
    try {
      String id = server.run("counting", Map.of("threads", 4, "rounds", 30_000));
      for (String beginning :
          List.of(
              POST + "Content-Length: 100\r\n\r\n{",
              "GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /api/runs/" + id + "/trace HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
        for (int i = 0; i < 5; i++) {
          new RawHttp(server).say(beginning).close();
        }
        RawHttp reset = new RawHttp(server).say(beginning);
        reset.reset();
      }
      server.awaitEnd(id);
      TestServer.until(() -> server.bean(Connections.class).open() <= 1);
      // Other classes run at the same time, and their programs fail on purpose.
      assertThat(List.copyOf(lines.list))
          .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
          .filteredOn(ConnectionsTest::isAboutConnections)
          .isEmpty();
    } finally {
      root.detachAppender(lines);
    }
  }

  private static boolean isAboutConnections(ILoggingEvent line) {
    IThrowableProxy thrown = line.getThrowableProxy();
    String all = line.getFormattedMessage() + (thrown == null ? "" : thrown.getClassName());
    return all.matches("(?s).*(IOException|AbortedException|ClosedChannel|Premature|committed).*");
  }
}
