package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
      int before = server.json("/api/runs?scenario=deadlock&limit=100").size();
      frame.locator("#run-button").click();
      page.waitForCondition(
          () -> server.json("/api/runs?scenario=deadlock&limit=100").size() == before + 1);
      page.waitForCondition(
          () ->
              "deadlocked".equals(frame.locator("#status").getAttribute("data-status"))
                  && events(frame) > 10);
      assertThat(frame.locator(".recorded-on").count()).as("a run of this server").isZero();
      keep(page, "embed" + (sandbox.isEmpty() ? "" : "-sandboxed"));
    }
  }

  @Test
  void aRunByItsId() throws IOException {
    String id = server.run("lost-update", Map.of());
    server.awaitEnd(id);
    Page page = page();
    Frame frame = open(page, line().replaceAll("/embed/scenarios/[a-z-]+", "/embed/runs/" + id));
    page.waitForCondition(() -> events(frame) == events(id).size());
  }
}
