package io.interleave.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.server.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The scenarios that are delivered, over REST and on their pages, in both languages. */
class CatalogueApiTest {

  private static final String ONE = "/api/scenarios/lost-update";

  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.shared();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/scenarios/lost-update         | en;q=0.5        | en      | The lost update",
        "/api/scenarios/lost-update         | zh-CN,en;q=0.8  | zh-Hans | 丢失更新",
        "/api/scenarios/lost-update         | fr              | en      | The lost update",
        "/api/scenarios/lost-update?lang=zh | en              | zh-Hans | 丢失更新",
        "/api/scenarios/lost-update?lang=en | zh              | en      | The lost update",
        "/api/scenarios/lost-update?lang=xx | zh              | zh-Hans | 丢失更新",
      })
  void theRequestChoosesTheLanguage(String path, String accepted, String language, String title) {
    HttpResponse<String> response = server.get(path, "Accept-Language", accepted);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Language")).isEqualTo(language);
    assertThat(response.headers().allValues("Vary")).contains("Accept-Language");
    assertThat(TestServer.JSON.readTree(response.body()).get("title").asString()).isEqualTo(title);
  }

  @Test
  void eachCardHasAPictureOfARecordedRunAndSaysWhenItWas() {
    String english = server.get("/", "Accept", "text/html").body();
    Pattern picture =
        Pattern.compile(
            "title=\"Recorded \\d{4}-\\d\\d-\\d\\d on [^\"]+ cores?\"><img"
                + " src=\"(/api/runs/[0-9a-f]{16}/picture.svg)\"");
    List<String> pictures =
        picture.matcher(english).results().map(found -> found.group(1)).toList();
    assertThat(pictures).hasSize(server.json("/api/scenarios").size()).doesNotHaveDuplicates();
    HttpResponse<String> drawn = server.get(pictures.getFirst());
    assertThat(drawn.body()).startsWith("<svg").contains("<rect");
    assertThat(header(drawn, "Cache-Control")).contains("max-age");
    assertThat(server.get("/?lang=zh", "Accept", "text/html").body()).contains("录制于 2");
  }

  @Test
  void aSampleIsARunLikeOthers() {
    String embed = server.get("/embed/scenarios/deadlock", "Accept", "text/html").body();
    Matcher id = Pattern.compile("\"run\":\\{\"id\":\"([0-9a-f]{16})\"").matcher(embed);
    assertThat(id.find()).isTrue();
    String path = "/api/runs/" + id.group(1);
    JsonNode run = server.json(path);
    assertThat(run.get("status").asString()).isEqualTo("deadlocked");
    assertThat(run.at("/machine/java").asString()).isNotEmpty();

    List<TestServer.Sse> frames = TestServer.frames(server.stream(id.group(1)));
    assertThat(TestServer.JSON.readTree(frames.getFirst().data()).at("/run/id"))
        .isEqualTo(run.get("id"));
    assertThat(TestServer.JSON.readTree(frames.getLast().data()).get("run")).isEqualTo(run);
    assertThat(server.get(path + "/findings").body()).contains("\"deadlock\"");
    assertThat(server.json(path + "/account").size()).isPositive();
    assertThat(server.get(path + "/trace.perfetto.json").statusCode()).isEqualTo(200);
    assertThat(server.get(path + "/trace.html").body()).contains(id.group(1));
    for (String page : new String[] {"/runs/", "/embed/runs/", "/scenarios/deadlock?run="}) {
      HttpResponse<String> response = server.get(page + id.group(1), "Accept", "text/html");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"run\":{\"id\":\"" + id.group(1));
    }

    HttpResponse<String> trace = server.get(path + "/trace", "Accept", "application/x-ndjson");
    assertThat(trace.body().lines().count()).isEqualTo(run.get("events").asLong() + 2);
    assertThat(header(trace, "Cache-Control")).contains("immutable");
    assertThat(trace.headers().allValues("Vary")).contains("Accept");

    assertThat(server.delete(path).statusCode()).isEqualTo(204);
    assertThat(server.json(path)).isEqualTo(run);
  }

  @Test
  void samplesAreListedBehindTheRunsOfTheirScenario() {
    int variants = server.json("/api/scenarios/deadlock").get("variants").size();
    String own = server.run("deadlock", Map.of());
    server.awaitEnd(own);
    List<String> listed =
        server.json("/api/runs?scenario=deadlock&limit=500").findValuesAsString("id");
    List<String> samples = listed.stream().filter(id -> id.matches("[0-9a-f]{16}")).toList();
    assertThat(samples).hasSize(variants);
    assertThat(listed).contains(own).endsWith(samples.toArray(String[]::new));
    assertThat(server.json("/api/runs?scenario=deadlock&limit=2").size()).isEqualTo(2);
    assertThat(server.json("/api/runs?limit=500").findValuesAsString("id"))
        .contains(own)
        .noneMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @Test
  void bothLanguagesDescribeTheSame() {
    JsonNode english = server.json("/api/scenarios");
    JsonNode chinese = server.json("/api/scenarios?lang=zh");
    assertThat(chinese.size()).isEqualTo(english.size()).isGreaterThan(1);
    for (int i = 0; i < english.size(); i++) {
      JsonNode en = english.get(i);
      JsonNode zh = chinese.get(i);
      for (String word : new String[] {"title", "topic", "summary", "story", "goal"}) {
        assertThat(zh.get(word).asString()).containsPattern("\\p{IsHan}");
        assertThat(en.get(word).asString()).doesNotContainPattern("\\p{IsHan}");
      }
      assertThat(zh.get("lookFor").size()).isEqualTo(en.get("lookFor").size());
      assertThat(zh.at("/parameters/0/text").asString()).containsPattern("\\p{IsHan}");
      assertThat(zh.at("/variants/0/text").asString()).containsPattern("\\p{IsHan}");
      for (String fact : new String[] {"id", "small", "modes"}) {
        assertThat(zh.get(fact)).isEqualTo(en.get(fact));
      }
      assertThat(zh.at("/variants/0/sources")).isEqualTo(en.at("/variants/0/sources"));
    }
    assertThat(english.toString()).as("of pages only").doesNotContain("\"search\":");
  }

  @Test
  void eachLanguageIsCachedForItself() {
    String english = header(server.get(ONE), "ETag");
    String chinese = header(server.get(ONE + "?lang=zh"), "ETag");
    assertThat(chinese).isNotEqualTo(english);
    assertThat(header(server.get("/api/scenarios", "Accept-Language", "zh"), "ETag"))
        .isEqualTo(chinese);

    HttpResponse<String> known = server.get(ONE, "Accept-Language", "zh", "If-None-Match", chinese);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.headers().allValues("Vary")).contains("Accept-Language");
    assertThat(server.get(ONE, "Accept-Language", "zh", "If-None-Match", english).statusCode())
        .as("what was cached in English is of no use to a Chinese reader")
        .isEqualTo(200);
  }

  @Test
  void aPageTellsTheStoryInTheReadersLanguage() {
    String page = server.get("/scenarios/deadlock", "Accept-Language", "zh-CN").body();
    JsonNode scenario = server.json("/api/scenarios/deadlock?lang=zh");
    assertThat(page)
        .contains("lang=\"zh-Hans\"", "<title>死锁 · Interleave</title>", "活性")
        .contains(scenario.get("story").asString(), scenario.get("goal").asString())
        .contains(scenario.at("/parameters/0/text").asString())
        .contains(scenario.at("/variants/2/title").asString())
        .doesNotContain("Ann and Bob");
    assertThat(server.get("/scenarios/deadlock").body()).contains("Ann and Bob");
    assertThat(server.get("/embed/scenarios/deadlock?lang=zh").body())
        .contains(scenario.get("goal").asString());
  }

  @Test
  void theCataloguesSearchKnowsBothLanguages() {
    for (String language : new String[] {"en", "zh"}) {
      assertThat(server.get("/?lang=" + language).body())
          .containsPattern("data-search=\"[^\"]*Liveness[^\"]*活性[^\"]*Deadlock[^\"]*死锁")
          .containsPattern("data-search=\"semaphore[^\"]*信号量");
    }
  }

  @Test
  void anOutcomeIsToldInBothLanguages() {
    String id =
        server
            .created("/api/runs", "{\"scenario\":\"lost-update\",\"variant\":\"lock\"}")
            .get("id")
            .asString();
    JsonNode outcome = server.awaitEnd(id).get("outcome");
    assertThat(outcome.get("summary").asString()).isEqualTo("All 120 increments were counted.");
    assertThat(outcome.at("/summaries/zh").asString()).isEqualTo("120 次加一全部计入。");
    assertThat(server.stream(id)).contains("All 120 increments were counted.", "120 次加一全部计入。");
    assertThat(server.get("/compare?lang=zh&a=" + id + "&b=" + id).body())
        .contains("<td>120 次加一全部计入。</td>");
  }

  @Test
  void whatIsNotThereIsAProblem() {
    assertThat(server.get("/api/scenarios/nothing?lang=zh").statusCode()).isEqualTo(404);
  }
}
