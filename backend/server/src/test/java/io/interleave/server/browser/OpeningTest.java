package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Worker;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are over are read by a worker, wherever they are shown, and where there can be none by
 * the page.
 */
class OpeningTest extends InChromium {

  /** Smaller files are read by the page, which takes it no longer than a frame. */
  private static final int SMALL_BYTES = 32_768;

  @TempDir Path course;

  private String id;
  private String trace;
  private int events;

  @BeforeAll
  void recordRun() {
    id = finished("lost-update", Map.of("threads", 8, "increments", 100));
    trace = server.get("/api/runs/" + id + "/trace", "Accept", "application/json").body();
    events = events(id).size();
    assertThat(trace.length()).isGreaterThan(SMALL_BYTES);
  }

  private void showsTheRun(Page page, Locator timeline) {
    page.waitForCondition(
        () -> String.valueOf(events).equals(timeline.getAttribute("data-events")));
  }

  private static void tells(Page page, String sentence) {
    page.waitForCondition(() -> page.locator("#trace-file-error").textContent().contains(sentence));
  }

  private static List<Worker> workersOf(Page page) {
    List<Worker> workers = new ArrayList<>();
    page.onWorker(workers::add);
    return workers;
  }

  @Test
  void inTheLabAndOnTheRunPage() {
    for (String path : new String[] {"/scenarios/lost-update?run=" + id, "/runs/" + id}) {
      Page page = page();
      List<Worker> workers = workersOf(page);
      page.navigate(url(path));
      showsTheRun(page, page.locator("#timeline"));
      assertThat(workers).as(path).hasSize(1);
      page.waitForCondition(() -> page.workers().isEmpty());
    }
  }

  @Test
  void inASandboxedFrameOnSomebodysDisk() throws IOException {
    Path file = course.resolve("week7.html");
    Files.writeString(
        file,
        "<!DOCTYPE html><title>Week 7</title><iframe sandbox=\"allow-scripts\" title=\"a run\""
            + " width=\"900\" height=\"600\" src=\""
            + url("/embed/runs/" + id)
            + "\"></iframe>");
    Page page = page();
    List<Worker> workers = workersOf(page);
    page.navigate(file.toUri().toString());
    Frame frame = page.frames().get(1);
    showsTheRun(page, frame.locator("#timeline"));
    assertThat(workers).hasSize(1);
  }

  @Test
  void whereWorkersAreRefused() {
    Page page = page();
    List<Worker> workers = workersOf(page);
    page.addInitScript(
        "Worker = class { constructor() { throw new DOMException('none', 'SecurityError'); } };");
    page.navigate(url("/runs/" + id));
    showsTheRun(page, page.locator("#timeline"));
    assertThat(workers).isEmpty();
  }

  @Test
  void aBrokenFileIsToldByTheWorkerToo() {
    Page page = page();
    List<Worker> workers = workersOf(page);
    page.navigate(url("/open"));
    open(page, trace.replaceFirst("\"end\":\\{\"events\":\\d+", "\"end\":{\"events\":1"));
    tells(page, "This trace is not whole: it has " + events + " of 1 events.");
    open(page, trace);
    showsTheRun(page, page.locator("#timeline"));
    assertThat(page.locator("#trace-file-error").isHidden()).isTrue();
    assertThat(workers).hasSize(2);
  }

  @Test
  void inTheLanguageOfThePage() {
    Page page = page();
    page.navigate(url("/open?lang=zh"));
    open(page, trace.substring(0, trace.length() - 20));
    tells(page, "不是跟踪记录");
  }

  private static void open(Page page, String text) {
    page.locator("#trace-file")
        .setInputFiles(
            new FilePayload("run.json", "application/json", text.getBytes(StandardCharsets.UTF_8)));
  }
}
