package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.interleave.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of the README, pasted into a page of somebody else's. */
class EmbedTest extends InChromium {

  @TempDir Path course;

  private String line() throws IOException {
    Matcher iframe =
        Pattern.compile("<iframe .*</iframe>")
            .matcher(Files.readString(Path.of("../../README.md")));
    assertThat(iframe.find()).as("the README has an iframe to paste").isTrue();
    return iframe.group().replace("http://localhost:8080", url(""));
  }

  private Frame open(Page page, String iframe) throws IOException {
    Path file = course.resolve("week7.html");
    Files.writeString(file, "<!DOCTYPE html><title>Week 7</title><p>Read this first.</p>" + iframe);
    page.navigate(file.toUri().toString());
    Frame frame = page.frames().get(1);
    frame.waitForSelector("#run-button:enabled");
    return frame;
  }

  private static int events(Frame frame) {
    String count = frame.locator("#timeline").getAttribute("data-events");
    return count == null ? 0 : Integer.parseInt(count);
  }

  @Test
  void replaysARecordedRunAndRunsLive() throws IOException {
    for (String sandbox : new String[] {"", "sandbox=\"allow-scripts\" "}) {
      Page page = page();
      Frame frame = open(page, line().replace("<iframe ", "<iframe " + sandbox));
      page.waitForCondition(() -> events(frame) > 0);
      assertThat(frame.locator("#status").getAttribute("data-status")).isEqualTo("deadlocked");
      assertThat(frame.locator(".recorded-on").textContent())
          .matches("\\d{4}-\\d\\d-\\d\\d, .+, JDK 25.*, \\d+ cores?");
      Response started =
          page.waitForResponse(
              Pattern.compile("/api/runs\\?embed="), () -> frame.locator("#run-button").click());
      String id = TestServer.JSON.readTree(started.body()).get("id").asString();
      assertThat(server.awaitEnd(id).get("status").asString()).isEqualTo("deadlocked");
      frame.locator("#status[data-status=deadlocked]").waitFor();
      int all = events(id).size();
      page.waitForCondition(() -> events(frame) == all);
      assertThat(frame.locator(".recorded-on").count()).as("a run of this server").isZero();
      keep(page, "embed" + (sandbox.isEmpty() ? "" : "-sandboxed"));
    }
  }

  @Test
  void aRunByItsId() throws IOException {
    String id = finished("lost-update");
    Page page = page();
    Frame frame = open(page, line().replaceAll("/embed/scenarios/[a-z-]+", "/embed/runs/" + id));
    page.waitForCondition(() -> events(frame) == events(id).size());
  }
}
