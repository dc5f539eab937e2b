package io.interleave.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.interleave.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a server listens, and where it is watched. */
class ManagementTest {

  @TempDir Path dataDir;

  @Test
  void aServerOfThisMachineAloneHasOnePort() {
    TestServer server = TestServer.sharedTest();
    assertThat(server.bean(Listening.class).toOthers()).as("what it does by itself").isFalse();
    assertThat(server.bean(ManagementPort.class).isRunning()).isFalse();
    assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
  }

  @Test
  void aServerThatOthersReachIsWatchedElsewhere() {
    try (TestServer server =
        TestServer.start(dataDir, "server.address=0.0.0.0", "interleave.management.port=0")) {
      for (String path :
          new String[] {
            "/actuator",
            "/actuator/health",
            "/actuator/prometheus",
            "/%61ctuator/prometheus",
            "/actuato%72/health/readiness",
            "/actuator;x/metrics"
          }) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        assertThat(server.get(path).body()).contains("interleave.management.port");
      }
      assertThat(server.get("/api/scenarios").statusCode()).isEqualTo(200);

      InetSocketAddress management = server.bean(ManagementPort.class).address();
      assertThat(management.getAddress().isLoopbackAddress()).isTrue();
      assertThat(asked(management, "/actuator/health")).contains("HTTP/1.1 200", "UP");
      assertThat(asked(management, "/actuator/prometheus")).contains("interleave_connections");
      assertThat(asked(management, "/api/scenarios")).contains("HTTP/1.1 404");
    }
  }

  private static String asked(InetSocketAddress address, String path) {
    try (RawHttp http = new RawHttp(address)) {
      return http.say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .rest();
    }
  }

  @Test
  void aManagementPortThatIsTakenEndsTheStartWithASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatException()
          .isThrownBy(
              () ->
                  TestServer.start(
                          dataDir,
                          "server.address=0.0.0.0",
                          "interleave.management.port=" + taken.getLocalPort())
                      .close())
          .satisfies(
              thrown -> assertThat(thrown).hasStackTraceContaining("interleave.management.port"));
    }
  }
}
