package io.interleave.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Catalogue;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The recorded runs that cards and embeds show: one of each variant, of the listing as it is now.
 *
 * <p>{@code -Dsamples.refresh=true} records those anew whose listing or defaults have changed, and
 * those that are missing; {@code -Dsamples.refresh=all} records all. What was there before stays.
 */
class SamplesTest {

  private static final String COMMAND =
      "./mvnw -q -pl backend/server -am test -Dtest=SamplesTest -Dsurefire.failIfNoSpecifiedTests=false -Dsamples.refresh=true";
  private static final Path ROOT = Path.of("../scenarios/src/main/resources");
  private static final int MOST_BYTES = 10_000;

  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final SampleFolder FOLDER = new SampleFolder(ROOT);

  @TempDir static Path dataDir;

  @BeforeAll
  static void refresh() throws IOException {
    String which = System.getProperty("samples.refresh");
    if (which == null) {
      return;
    }
    try (TestServer server = TestServer.startReal(dataDir, "interleave.limits.live-runs=1")) {
      SampleRecorder recorder = new SampleRecorder(server);
      for (Scenario scenario : CATALOGUE.scenarios()) {
        for (Variant variant : scenario.variants()) {
          String key = Samples.key(scenario.id(), variant.id());
          String listing = SampleFolder.listing(CATALOGUE, scenario, variant);
          Sample known = FOLDER.index().get(key);
          if (which.equals("all") || known == null || !known.listing().equals(listing)) {
            FOLDER.put(key, listing, recorder.record(scenario, variant));
          }
        }
      }
    }
  }

  private static void eachVariant(BiConsumer<Scenario, Variant> test) {
    for (Scenario scenario : CATALOGUE.scenarios()) {
      scenario.variants().forEach(variant -> test.accept(scenario, variant));
    }
  }

  private static String key(Scenario scenario, Variant variant) {
    return Samples.key(scenario.id(), variant.id());
  }

  @Test
  void everyVariantHasASampleOfItsListing() throws IOException {
    Map<String, Sample> index = FOLDER.index();
    List<String> wanted = new ArrayList<>();
    eachVariant(
        (scenario, variant) -> {
          Sample sample = index.get(key(scenario, variant));
          if (sample == null) {
            wanted.add(key(scenario, variant) + " has no sample");
          } else if (!sample.listing().equals(SampleFolder.listing(CATALOGUE, scenario, variant))) {
            wanted.add(key(scenario, variant) + " has changed since its sample was recorded");
          }
        });
    assertThat(wanted).as("to be recorded by " + COMMAND).isEmpty();
  }

  @Test
  void eachShowsWhatItsVariantIsThereToShow() throws IOException {
    Samples samples = FOLDER.open();
    eachVariant(
        (scenario, variant) -> {
          String key = key(scenario, variant);
          Run run = samples.run(scenario.id(), variant.id()).orElseThrow();
          assertThat(List.of(run.scenario(), run.variant()))
              .as(key)
              .containsExactly(scenario.id(), variant.id());
          assertThat(scenario.arguments(run.parameters()).asMap())
              .as(key)
              .isEqualTo(run.parameters());
          OutcomeView outcome = run.outcome();
          boolean met = run.status() == Status.COMPLETED && outcome != null && outcome.goalMet();
          assertThat(met).as(key + " meets the goal").isEqualTo(variant.correct());
          Set<String> found =
              recorded(samples, run.id()).findings().stream()
                  .map(Finding::type)
                  .collect(Collectors.toSet());
          assertThat(variant.findings()).as(key).containsAll(found);
          assertThat(found.isEmpty()).as(key).isEqualTo(variant.findings().isEmpty());
        });
  }

  @Test
  void theIndexSaysWhenAndOnWhatEachWasRecorded() throws IOException {
    Samples samples = FOLDER.open();
    FOLDER
        .index()
        .forEach(
            (key, sample) -> {
              Run run = samples.find(sample.id()).orElseThrow();
              assertThat(sample.recorded())
                  .as(key)
                  .isEqualTo(run.created().atZone(ZoneOffset.UTC).toLocalDate());
              assertThat(sample.machine()).as(key).isEqualTo(run.machine());
              assertThat(sample.machine().cores()).as(key).isPositive();
            });
  }

  /** Also of those that were superseded: a link to a sample holds for ever. */
  @Test
  void everySampleOpensAndIsWhatItsNameSays() throws IOException {
    Samples samples = FOLDER.open();
    Set<String> known = new HashSet<>();
    for (Sample sample : FOLDER.index().values()) {
      known.add(sample.id());
      known.addAll(sample.superseded());
    }
    assertThat(FOLDER.ids()).containsExactlyInAnyOrderElementsOf(known);
    for (String id : known) {
      byte[] unnamed = unpacked(id);
      assertThat(SampleFolder.address(unnamed)).isEqualTo(id);
      Run run = samples.find(id).orElseThrow();
      assertThat(run.id()).isEqualTo(id);
      assertThat(samples.log(id).orElseThrow().size()).isEqualTo(unnamed.length);
      assertThat(recorded(samples, id).trace().size()).as(id).isEqualTo(run.events());
      assertThat(recorded(samples, id).trace().threads().last()).as(id).isEqualTo(run.threads());
      assertThat(recorded(samples, id).findings()).as(id).hasSize(run.findings());
      assertThat(afterEachBatch(samples, id)).as(id).isEqualTo(run.events());
    }
  }

  private static byte[] unpacked(String id) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(FOLDER.file(id))))
        .readAllBytes();
  }

  private static Recorded recorded(Samples samples, String id) {
    FrameLog log = samples.log(id).orElseThrow();
    return Recorded.decode(log, log.frames(), TestServer.JSON);
  }

  /** The last seq, which every batch brings nearer without a gap. */
  private static int afterEachBatch(Samples samples, String id) {
    FrameLog log = samples.log(id).orElseThrow();
    int last = 0;
    for (Frame frame : log.frames()) {
      if (frame.type() == Frame.Type.EVENTS) {
        JsonNode batch = TestServer.JSON.readTree(log.data(frame));
        assertThat(batch.get("seq").asInt()).as(id).isEqualTo(last + 1);
        last += batch.get("count").asInt();
      }
      assertThat(frame.id().seq()).as(id).isEqualTo(last);
    }
    return last;
  }

  @Test
  void theyAreSmall() throws IOException {
    Map<String, Sample> index = FOLDER.index();
    long bytes = 0;
    for (Sample sample : index.values()) {
      bytes += Files.size(FOLDER.file(sample.id()));
    }
    assertThat(bytes / index.size()).as("bytes of a sample, on average").isLessThan(MOST_BYTES);
  }

  @Test
  void whatIsSupersededStaysOpen(@TempDir Path root) throws IOException {
    List<String> ids = FOLDER.ids().subList(0, 3);
    SampleFolder folder = new SampleFolder(root);
    for (String id : ids) {
      folder.put("some/variant", "listing of " + id, unpacked(id));
    }
    Samples samples = folder.open();
    Sample now = samples.of("some", "variant").orElseThrow();
    assertThat(now.id()).isEqualTo(ids.get(2));
    assertThat(now.listing()).isEqualTo("listing of " + ids.get(2));
    assertThat(now.superseded()).containsExactly(ids.get(1), ids.get(0));
    for (String id : ids) {
      assertThat(samples.find(id).orElseThrow().id()).isEqualTo(id);
      assertThat(recorded(samples, id).trace().size()).isPositive();
    }
    assertThat(samples.find("0123456789abcdef")).isEmpty();
    assertThat(samples.find("../../" + ids.get(0))).isEmpty();

    folder.put("some/variant", "again", unpacked(ids.get(0)));
    assertThat(folder.index().get("some/variant").superseded())
        .as("what shows it again is no longer superseded")
        .containsExactly(ids.get(2), ids.get(1));
  }
}
