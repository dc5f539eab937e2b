package io.interleave.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

  private static final String BODY = "{\"scenario\":\"counting\",\"mode\":\"none\"}";
  private static final String REFUSED =
      "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n"
          + BODY;
  private static final String LISTED = "GET /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** Without OffTheEventLoop a connection hangs within a few to a few hundred rounds. */
  @Test
  void aConnectionIsReadOnWhateverThreadsAnswered() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(TestServer.sharedTest().address());
      socket.setSoTimeout(60_000);
      for (int i = 0; i < 500; i++) {
        assertThat(exchange(socket, REFUSED)).startsWith("HTTP/1.1 400");
        assertThat(exchange(socket, LISTED)).startsWith("HTTP/1.1 200");
      }
    }
  }

  private static String exchange(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
    in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r\n", at))));
    return head.toString();
  }
}
