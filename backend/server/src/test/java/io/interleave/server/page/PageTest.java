package io.interleave.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PageTest {

  private static final Pattern PAGE_DATA =
      Pattern.compile("<script type=\"application/json\" id=\"page-data\">([^<]*)</script>");

  static TestServer server;
  static String run;

  @BeforeAll
  static void start() {
    server = TestServer.sharedTest();
    run = server.run("counting", Map.of());
    server.awaitEnd(run);
  }

  private static HttpResponse<String> page(String path) {
    return server.get(path, "Accept", "text/html,*/*");
  }

  private static JsonNode data(String path) {
    HttpResponse<String> response = page(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    Matcher matcher = PAGE_DATA.matcher(response.body());
    assertThat(matcher.find()).as("nothing in the data ends its element").isTrue();
    return TestServer.JSON.readTree(matcher.group(1));
  }

  @Test
  void everyPageHasItsData() {
    assertThat(data("/").get("page").asString()).isEqualTo("catalogue");
    assertThat(data("/guide").get("page").asString()).isEqualTo("guide");

    JsonNode lab = data("/scenarios/counting?variant=again&seed=3&p.threads=4");
    assertThat(lab.get("page").asString()).isEqualTo("lab");
    assertThat(lab.get("variant").asString()).isEqualTo("again");
    assertThat(lab.get("scenario")).isEqualTo(server.json("/api/scenarios/counting"));
    assertThat(lab.get("run").isNull()).isTrue();
    assertThat(data("/scenarios/counting?run=" + run).at("/run/id").asString()).isEqualTo(run);
    assertThat(data("/scenarios/counting?run=gone").get("run").isNull()).isTrue();

    JsonNode recorded = data("/runs/" + run);
    assertThat(recorded.get("page").asString()).isEqualTo("run");
    assertThat(recorded.at("/run/id").asString()).isEqualTo(run);
    assertThat(data("/embed/runs/" + run).get("page").asString()).isEqualTo("embed");
  }

  @Test
  void choicesAreShownByTheirTitles() {
    assertThat(page("/scenarios/counting?lang=zh").body())
        .contains("<option value=\"green\">选项 green</option>");
  }

  @Test
  void twoRunsAreComparedAndAMissingOneIsNamed() {
    JsonNode both = data("/compare?a=" + run + "&b=" + run);
    assertThat(both.get("page").asString()).isEqualTo("compare");
    assertThat(both.at("/a/run/id").asString()).isEqualTo(run);
    assertThat(both.at("/b/scenario")).isEqualTo(server.json("/api/scenarios/counting"));

    JsonNode one = data("/compare?a=" + run + "&b=gone");
    assertThat(one.at("/a/run/id").asString()).isEqualTo(run);
    assertThat(one.get("b").isNull()).isTrue();
    assertThat(page("/compare?a=" + run + "&b=gone").body())
        .contains("Run B is missing.", "There is no run “gone”", "id=\"compare-offer\"")
        .doesNotContain("Run A is missing.");
    assertThat(page("/compare?a=" + run).body()).doesNotContain("is missing");
    assertThat(page("/compare").body()).contains("name=\"a\"", "name=\"b\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/scenarios/nothing",
        "/scenarios/counting?variant=x",
        "/runs/nothing",
        "/embed/runs/nothing",
        "/assets/nothing.js"
      })
  void whatIsNotThereIsAPageToAPersonAndAProblemToAProgram(String path) {
    HttpResponse<String> html = page(path);
    assertThat(html.statusCode()).isEqualTo(404);
    assertThat(html.body()).contains("<html", "404", "\"page\":\"error\"");
    HttpResponse<String> json = server.get(path, "Accept", "application/json");
    assertThat(json.statusCode()).isEqualTo(404);
    assertThat(json.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void onlyEmbedsMayBeFramed() {
    assertThat(policy("/"))
        .contains("default-src 'self'", "worker-src 'self' blob:", "frame-ancestors 'none'");
    assertThat(policy("/scenarios/counting")).contains("frame-ancestors 'none'");
    assertThat(policy("/embed/runs/" + run)).doesNotContain("frame-ancestors");
    assertThat(page("/").headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page("/").headers().firstValue("Referrer-Policy")).isPresent();
  }

  private static String policy(String path) {
    return page(path).headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @Test
  void assetsAreHashedAndKeptForEver() {
    Matcher asset =
        Pattern.compile("src=\"(/assets/lab-[^\"]+\\.js)\"")
            .matcher(page("/scenarios/counting").body());
    assertThat(asset.find()).isTrue();
    HttpResponse<String> script = server.get(asset.group(1), "Origin", "https://elsewhere.example");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Cache-Control").orElseThrow())
        .contains("immutable", "max-age=31536000");
    assertThat(script.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void topicsSayWhatComesBeforeAndWhatIsInIt() {
    String english = page("/topics").body();
    assertThat(english)
        .contains("<section class=\"topic\" id=\"tests\">", "What is tested.", "For testers.")
        .containsPattern(
            "After:</span>\\s*<a href=\"/scenarios/counting\">The title of counting</a>")
        .containsPattern("data-search=\"counting [^\"]*testing[^\"]*测试法");
    assertThat(page("/topics?lang=zh").body()).contains("被测试的东西。", "第一周", "先修：");
  }
}
