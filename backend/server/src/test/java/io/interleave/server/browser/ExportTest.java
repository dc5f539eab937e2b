package io.interleave.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.interleave.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A run taken away as a file, in every form, and what the file is worth when the server is gone.
 */
class ExportTest extends InChromium {

  /** A line as bare as it gets tells the same in vectors and in pixels, but for its edges. */
  private static final double EQUAL_SHARE = 0.97;

  @TempDir Path files;

  private String deadlock() {
    return finished("deadlock");
  }

  private Page runPage(String id) {
    Page page = page();
    page.navigate(url("/runs/" + id));
    drawn(page);
    return page;
  }

  private Path save(Page page, String form) {
    page.locator("#export-button").click();
    Download download =
        page.waitForDownload(() -> page.locator("[data-export=" + form + "]").click());
    Path file = files.resolve(download.suggestedFilename());
    download.saveAs(file);
    assertThat(page.locator("#export-menu").isVisible()).isFalse();
    return file;
  }

  @Test
  void theKeyboardAloneSavesARun() {
    String id = deadlock();
    Page page = runPage(id);
    Locator button = page.locator("#export-button");
    button.focus();
    page.keyboard().press("ArrowDown");
    page.waitForCondition(() -> "true".equals(button.getAttribute("aria-expanded")));
    assertThat(focused(page)).isEqualTo("png");
    page.keyboard().press("End");
    assertThat(focused(page)).isEqualTo("perfetto");
    page.keyboard().press("Escape");
    page.waitForCondition(() -> "false".equals(button.getAttribute("aria-expanded")));
    assertThat((String) page.evaluate("() => document.activeElement.id"))
        .isEqualTo("export-button");
    page.keyboard().press("Enter");
    page.keyboard().press("e");
    assertThat(focused(page)).isEqualTo("ndjson");
    Download download = page.waitForDownload(() -> page.keyboard().press("Enter"));
    assertThat(download.suggestedFilename())
        .startsWith("deadlock-")
        .contains(server.json("/api/runs/" + id).get("variant").asString())
        .endsWith(".ndjson");
    assertThat(page.locator(".export-note").innerText()).contains(download.suggestedFilename());
  }

  private static String focused(Page page) {
    return (String) page.evaluate("() => document.activeElement.dataset.export");
  }

  @Test
  void filesAreWhatTheServerSays() throws IOException {
    String id = deadlock();
    Page page = runPage(id);
    assertThat(Files.readString(save(page, "ndjson")))
        .isEqualTo(
            server.get("/api/runs/" + id + "/trace", "Accept", "application/x-ndjson").body());
    Path compact = save(page, "json");
    assertThat(Files.readString(compact))
        .isEqualTo(server.get("/api/runs/" + id + "/trace", "Accept", "application/json").body());
    assertThat(Files.readString(save(page, "perfetto")))
        .isEqualTo(server.get("/api/runs/" + id + "/trace.perfetto.json").body());

    Page open = page();
    open.navigate(url("/open"));
    open.locator("#trace-file").setInputFiles(compact);
    drawn(open);
    // What no server has is made here, and says the same.
    assertThat(eventsIn(Files.readAllLines(save(open, "ndjson")))).isEqualTo(events(id));
    Page alone = alone(save(open, "html"), DESKTOP, ColorScheme.LIGHT);
    assertThat(alone.locator("#lane-list li[data-thread]").count()).isEqualTo(3);
  }

  private static List<JsonNode> eventsIn(List<String> lines) {
    return lines.subList(1, lines.size() - 1).stream().map(TestServer.JSON::readTree).toList();
  }

  @Test
  void whatIsNotOverHasNoFilesYet() {
    Page page = page();
    page.navigate(url("/scenarios/deadlock"));
    page.locator("#export-button").click();
    assertThat(page.locator("#export-menu [data-export]").all())
        .allMatch(item -> "true".equals(item.getAttribute("aria-disabled")));
    page.keyboard().press("Escape");
    run(page);
    page.locator("#export-button").click();
    assertThat(page.locator("#export-menu [data-export]").all())
        .hasSize(6)
        .allMatch(item -> "false".equals(item.getAttribute("aria-disabled")));
  }

  @Test
  void vectorsShowWhatPixelsShow() throws IOException {
    String id = finished("mutex-contention");
    Page page = runPage(id);
    page.locator("#export-button").click();
    page.locator("[data-option=allLanes]").click();
    page.keyboard().press("Escape");
    String png = Base64.getEncoder().encodeToString(Files.readAllBytes(save(page, "png")));
    Path vectors = save(page, "svg");
    String svg = Base64.getEncoder().encodeToString(Files.readAllBytes(vectors));
    double equal =
        ((Number)
                page.evaluate(
                    """
                    async ([png, svg]) => {
                      const pixels = async (src) => {
                        const image = new Image();
                        image.src = src;
                        await image.decode();
                        const canvas = document.createElement('canvas');
                        canvas.width = image.width;
                        canvas.height = image.height;
                        const context = canvas.getContext('2d');
                        context.drawImage(image, 0, 0);
                        return { size: `${image.width} x ${image.height}`, data: context.getImageData(0, 0, canvas.width, canvas.height).data };
                      };
                      const [a, b] = [await pixels(`data:image/png;base64,${png}`), await pixels(`data:image/svg+xml;base64,${svg}`)];
                      if (a.size !== b.size) throw new Error(`${a.size} is not ${b.size}`);
                      let equal = 0;
                      for (let at = 0; at < a.data.length; at += 4) {
                        if ([0, 1, 2].every((c) => Math.abs(a.data[at + c] - b.data[at + c]) < 48)) equal++;
                      }
                      return (4 * equal) / a.data.length;
                    }\
                    """,
                    List.of(png, svg)))
            .doubleValue();
    assertThat(equal).as("share of pixels that are the same").isGreaterThan(EQUAL_SHARE);
    String text = Files.readString(vectors);
    for (JsonNode thread : lines(id).getFirst().get("threads")) {
      assertThat(text).contains("<title>Thread " + thread.get("name").asString() + "</title>");
    }
    assertThat(text).contains("pattern id=\"state-blocked\"").contains("/runs/" + id);
  }

  @InLooks
  void aPageByItselfIsTheWholeRun(int width, ColorScheme scheme) throws IOException {
    String id = deadlock();
    HttpResponse<String> response = server.get("/api/runs/" + id + "/trace.html");
    assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment")
        .contains(id + ".html");
    Path file = files.resolve("run.html");
    Files.writeString(file, response.body(), StandardCharsets.UTF_8);
    Page page = alone(file, width, scheme);
    assertThat(status(page)).isEqualTo("deadlocked");
    assertThat(page.locator("#lane-list li[data-thread]").count()).isEqualTo(3);
    assertThat(page.locator("#panel-findings .finding").count())
        .isEqualTo(server.json("/api/runs/" + id).get("findings").asInt());
    page.locator(".finding-event").first().click();
    Locator selected = page.locator("#panel-code .code-line[data-selected]");
    selected.waitFor();
    String moment = page.locator(".moment").innerText();
    page.locator(".timeline-lanes").focus();
    page.keyboard().press("[");
    page.waitForCondition(() -> !page.locator(".moment").innerText().equals(moment));
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    page.locator("[aria-label=Play]").click();
    page.waitForCondition(() -> page.locator("[aria-label=Pause]").count() == 1);
    page.waitForCondition(() -> page.locator("[aria-label=Play]").count() == 1);
    check(page, "standalone", width, scheme);
    page.locator("#export-button").click();
    assertThat(page.locator("[data-export=html]").count()).as("it is that file").isZero();
    check(page, "standalone-menu", width, scheme);
  }

  @Test
  void paperHasTheStoryThePictureAndTheFindings() {
    Page page = page(DESKTOP, ColorScheme.DARK);
    page.navigate(url("/scenarios/deadlock"));
    run(page);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.locator("#paper > svg").waitFor();
    assertThat(page.locator("#paper .finding").count()).isPositive();
    assertThat(page.locator(".tale").isVisible()).isTrue();
    assertThat(page.locator("#controls").isVisible()).isFalse();
    assertThat(page.locator("#timeline").isVisible()).isFalse();
    assertThat((String) page.evaluate("() => getComputedStyle(document.querySelector('h1')).color"))
        .as("dark ink, whatever the theme")
        .isEqualTo("rgb(27, 33, 48)");
    keep(page, "paper");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.waitForCondition(() -> page.locator("#paper > svg").count() == 0);
  }

  @Test
  void anEmbedOffersFilesOnlyWhereItIsAsked() {
    String id = deadlock();
    Page page = page();
    page.navigate(url("/embed/runs/" + id));
    drawn(page);
    assertThat(page.locator("#export-button").isVisible()).isFalse();
    page.navigate(url("/embed/runs/" + id + "?export=1"));
    assertThat(page.locator("#export-button").isVisible()).isTrue();
  }
}
