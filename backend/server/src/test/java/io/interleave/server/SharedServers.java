package io.interleave.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The two servers that tests share: each starts when first asked for, and ends with the JVM. */
final class SharedServers {

  /**
   * No test may be refused or cut because of what others do, or because the machine is busy; runs
   * mostly sleep, so many of them can be live.
   */
  private static final String[] ROOM = {
    "interleave.limits.live-runs=8",
    "interleave.limits.queue-length=100000",
    "interleave.limits.run-duration=60s",
    "interleave.limits.viewers=100000",
    "interleave.history.runs=100000",
    "interleave.history.size=100GB",
    "interleave.exploration.time=5m",
    "interleave.exploration.concurrent=2",
    "interleave.exploration.queue-length=10000",
    "interleave.exploration.kept=10000",
    "interleave.exploration.resumable=100",
    "interleave.session.open=1000",
    "interleave.session.request-time=2m",
    "interleave.session.find-time=2s",
    "interleave.session.queue-length=10000"
  };

  private static final class Catalogue {
    static final TestServer SERVER = start(false);
  }

  private static final class Small {
    static final TestServer SERVER = start(true);
  }

  private SharedServers() {}

  static TestServer catalogue() {
    return Catalogue.SERVER;
  }

  static TestServer testScenarios() {
    return Small.SERVER;
  }

  private static TestServer start(boolean testScenarios) {
    try {
      Path dataDir = Files.createTempDirectory("interleave-test");
      TestServer server = TestServer.startShared(testScenarios, dataDir, ROOM);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, dataDir)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(TestServer server, Path dataDir) {
    server.shutDown();
    try {
      FileSystemUtils.deleteRecursively(dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
