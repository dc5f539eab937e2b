package io.interleave.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpOneZeroTest {

  static TestServer server;
  static String run;

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
    run = server.run("deadlock", Map.of());
    server.awaitEnd(run);
  }

  /** All that the server says until it closes the connection. */
  private static String exchange(String head) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String body(String response) {
    String head = response.substring(0, response.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    assertThat(head).doesNotContain("transfer-encoding").contains(" 200 ");
    return response.substring(head.length() + 4);
  }

  @Test
  void bodiesAreNotInChunksAndEndWithTheConnection() throws IOException {
    String stream = "/api/runs/" + run + "/events";
    for (String keep : new String[] {"", "Connection: keep-alive\r\n"}) {
      assertThat(body(exchange("GET " + stream + " HTTP/1.0\r\n" + keep + "\r\n")))
          .isEqualTo(server.stream(run));
      assertThat(body(exchange("GET /guide HTTP/1.0\r\n" + keep + "\r\n")))
          .startsWith("<!")
          .contains("</html>");
      assertThat(body(exchange("GET /api/runs/" + run + " HTTP/1.0\r\n" + keep + "\r\n")))
          .isEqualTo(server.get("/api/runs/" + run).body());
    }
  }

  @Test
  void streamsOfOthersAreInChunksAsBefore() {
    assertThat(server.get("/api/runs/" + run + "/events").headers().firstValue("Transfer-Encoding"))
        .contains("chunked");
  }
}
