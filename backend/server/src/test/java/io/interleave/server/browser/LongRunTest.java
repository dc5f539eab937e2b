package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.interleave.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is longer than any of the catalogue's, in a file of its own. */
class LongRunTest extends InChromium {

  private static final int MOST_BYTES = 2_000_000;

  @Override
  TestServer start() {
    return TestServer.sharedTest();
  }

  @Test
  void aHundredThousandEventsStayBelowTwoMegabytes(@TempDir Path files) throws IOException {
    String id = server.run("counting", Map.of("threads", 8, "rounds", 4_200));
    int events = server.awaitEnd(id).get("events").asInt();
    assertThat(events).isGreaterThan(100_000);
    byte[] html =
        server.get("/api/runs/" + id + "/trace.html").body().getBytes(StandardCharsets.UTF_8);
    System.out.printf("a page by itself: %,d events in %,d bytes%n", events, html.length);
    assertThat(html.length).isLessThan(MOST_BYTES);
    Path file = files.resolve("long.html");
    Files.write(file, html);
    Page page = alone(file, DESKTOP, ColorScheme.LIGHT);
    assertThat(page.locator("#timeline").getAttribute("data-events"))
        .isEqualTo(Integer.toString(events));
  }
}
