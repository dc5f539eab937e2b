package io.interleave.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Catalogue;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.DigestUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * docs/scenarios.md is what the catalogue says, with a picture of a run and what was measured.
 *
 * <p>{@code -Dscenarios.measure=100} first counts, where that was not done since a listing changed,
 * how many of so many runs with default parameters show what a variant is there to show; {@code
 * -Dscenarios.refresh=true} writes the page anew, and pictures that are missing.
 */
class ScenarioPageTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Path PAGE = DOCS.resolve("scenarios.md");
  private static final Path MEASURED = DOCS.resolve("scenarios/measured.json");
  private static final Catalogue CATALOGUE = Catalogue.load();

  @TempDir Path dataDir;

  @Test
  void isWhatTheCatalogueSays() throws IOException {
    Map<String, Measured> measured =
        TestServer.JSON.readValue(Files.readString(MEASURED), new TypeReference<>() {});
    Integer runs = Integer.getInteger("scenarios.measure");
    if (runs != null) {
      measure(runs, measured);
    }
    String page = ScenarioPage.of(CATALOGUE, current(measured));
    if (Boolean.getBoolean("scenarios.refresh")) {
      Files.writeString(PAGE, page);
      draw();
    }
    assertThat(page).isEqualTo(Files.readString(PAGE));
    for (Scenario scenario : CATALOGUE.scenarios()) {
      assertThat(Files.readString(picture(scenario))).startsWith("<svg").contains("<rect");
    }
  }

  @Test
  void everyVariantShowsWhatItIsThereToShow() throws IOException {
    Map<String, Measured> measured =
        TestServer.JSON.readValue(Files.readString(MEASURED), new TypeReference<>() {});
    current(measured)
        .forEach(
            (id, each) ->
                assertThat(each.shown()).as(id).isGreaterThanOrEqualTo((each.runs() * 9 + 9) / 10));
  }

  /** Those of listings that are still the same. */
  private static Map<String, Measured> current(Map<String, Measured> measured) {
    Map<String, Measured> current = new LinkedHashMap<>();
    for (Scenario scenario : CATALOGUE.scenarios()) {
      for (Variant variant : scenario.variants()) {
        Measured known = measured.get(key(scenario, variant));
        if (known != null && known.listing().equals(digest(variant))) {
          current.put(key(scenario, variant), known);
        }
      }
    }
    return current;
  }

  private static void measure(int runs, Map<String, Measured> measured) throws IOException {
    for (Scenario scenario : CATALOGUE.scenarios()) {
      for (Variant variant : scenario.variants()) {
        String key = key(scenario, variant);
        Measured known = current(measured).get(key);
        if (scenario.modes().contains("live") && (known == null || known.runs() < runs)) {
          Measured now = Measured.of(scenario, variant, digest(variant), runs);
          System.out.printf("%s: %d/%d, %d ms%n", key, now.shown(), runs, now.medianMillis());
          measured.put(key, now);
          Files.writeString(
              MEASURED,
              TestServer.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(measured) + "\n");
        }
      }
    }
  }

  private void draw() throws IOException {
    List<Scenario> missing =
        CATALOGUE.scenarios().stream().filter(each -> !Files.exists(picture(each))).toList();
    if (missing.isEmpty()) {
      return;
    }
    try (TestServer server = TestServer.startReal(dataDir)) {
      for (Scenario scenario : missing) {
        Map<String, Object> request =
            Map.of("scenario", scenario.id(), "mode", scenario.modes().getFirst());
        JsonNode started =
            TestServer.JSON.readTree(
                server.post(TestServer.JSON.writeValueAsString(request)).body());
        String id = started.get("id").asString();
        server.awaitEnd(id);
        Files.writeString(
            picture(scenario),
            server.get("/api/runs/" + id + "/picture.svg", "Accept", "image/svg+xml").body());
      }
    }
  }

  private static Path picture(Scenario scenario) {
    return DOCS.resolve("scenarios").resolve(scenario.id() + ".svg");
  }

  private static String key(Scenario scenario, Variant variant) {
    return scenario.id() + "/" + variant.id();
  }

  private static String digest(Variant variant) {
    return DigestUtils.md5DigestAsHex(
        CATALOGUE.listing(variant.file()).text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
