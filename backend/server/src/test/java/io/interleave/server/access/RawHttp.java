package io.interleave.server.access;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which anything can be said. */
final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MS = 60_000;

  private final Socket socket = new Socket();

  RawHttp(TestServer server) {
    this(server.address());
  }

  RawHttp(InetSocketAddress address) {
    try {
      socket.setReceiveBufferSize(8 * 1024); // so that little is taken that nobody reads
      socket.connect(address);
      socket.setSoTimeout(PATIENCE_MS);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  RawHttp say(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** All that comes until the server closes, or a connection that it resets. */
  String rest() {
    StringBuilder text = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        text.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open after " + PATIENCE_MS + " ms, and said: " + text, e);
    } catch (IOException e) {
      return text.toString(); // reset, which is closed as well
    }
    return text.toString();
  }

  /** What comes until a text has come. */
  String until(String end) {
    StringBuilder text = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      while (text.indexOf(end) < 0) {
        int next = in.read();
        if (next < 0) {
          throw new AssertionError("closed, and said: " + text);
        }
        text.append((char) next);
      }
    } catch (IOException e) {
      throw new AssertionError("said: " + text, e);
    }
    return text.toString();
  }

  /** The status of one request, whose connection is then closed. */
  static int status(TestServer server, String request) {
    try (RawHttp http = new RawHttp(server)) {
      String answer = http.say(request).until("\r\n");
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  /** Leaves without a word, as a machine does that is switched off. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
