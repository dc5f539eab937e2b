package io.interleave.server.store;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records a sample of a variant: of a few runs that show what the variant is there to show, one in
 * which most of it is found, and of those the one that takes least room.
 */
final class SampleRecorder {

  /** A sample should not be larger than that, packed, if fewer threads and rounds show it too. */
  private static final int MUCH = 20_000;

  private static final int ENOUGH = 3;
  private static final int ATTEMPTS = 12;
  private static final int MOST_ATTEMPTS = 40;

  /** A run that shows it, with as many types of findings. */
  private record Shown(int types, byte[] log) {

    static final Comparator<Shown> BEST_FIRST =
        Comparator.comparingInt(Shown::types).reversed().thenComparingInt(Shown::size);

    int size() {
      return SampleFolder.pack(log).length;
    }
  }

  private final TestServer server;

  SampleRecorder(TestServer server) {
    this.server = server;
  }

  /** The log of a run, in which the run has no name yet. */
  byte[] record(Scenario scenario, Variant variant) {
    List<Shown> best = new ArrayList<>();
    for (Map<String, Object> parameters : choices(scenario)) {
      best.addAll(
          shown(scenario, variant, parameters).stream().sorted(Shown.BEST_FIRST).limit(1).toList());
      if (best.stream().anyMatch(shown -> shown.size() <= MUCH)) {
        break;
      }
    }
    return best.stream()
        .min(Comparator.comparingInt(Shown::size))
        .orElseThrow(
            () ->
                new AssertionError(
                    Samples.key(scenario.id(), variant.id()) + " did not show it once"))
        .log();
  }

  /** The defaults, and what the scenario calls small. */
  private static Set<Map<String, Object>> choices(Scenario scenario) {
    return new LinkedHashSet<>(List.of(Map.of(), scenario.small()));
  }

  private List<Shown> shown(Scenario scenario, Variant variant, Map<String, Object> parameters) {
    List<Shown> shown = new ArrayList<>();
    int complete = 0;
    for (int i = 0;
        complete < ENOUGH && (i < ATTEMPTS || (shown.isEmpty() && i < MOST_ATTEMPTS));
        i++) {
      List<TestServer.Sse> frames = run(scenario, variant, parameters);
      Set<String> found = found(frames);
      if (met(frames) == Boolean.TRUE.equals(variant.correct())
          && variant.findings().containsAll(found)
          && found.isEmpty() == variant.findings().isEmpty()) {
        shown.add(new Shown(found.size(), unnamed(frames)));
        complete += found.size() == variant.findings().size() ? 1 : 0;
      }
    }
    return shown;
  }

  private List<TestServer.Sse> run(
      Scenario scenario, Variant variant, Map<String, Object> parameters) {
    String request =
        TestServer.JSON.writeValueAsString(
            Map.of(
                "scenario", scenario.id(),
                "variant", variant.id(),
                "mode", scenario.modes().getFirst(),
                "parameters", parameters));
    String id = server.created("/api/runs", request).get("id").asString();
    server.awaitEnd(id);
    return TestServer.frames(server.stream(id));
  }

  private static boolean met(List<TestServer.Sse> frames) {
    JsonNode run = TestServer.JSON.readTree(frames.getLast().data()).get("run");
    return run.get("status").asString().equals(Status.COMPLETED.word())
        && run.at("/outcome/goalMet").asBoolean();
  }

  private static Set<String> found(List<TestServer.Sse> frames) {
    return frames.stream()
        .filter(frame -> frame.event().equals("finding"))
        .map(frame -> TestServer.JSON.readTree(frame.data()).get("type").asString())
        .collect(Collectors.toSet());
  }

  /** The frames with zeros for the run's id, and with what it was recorded on. */
  private static byte[] unnamed(List<TestServer.Sse> frames) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (TestServer.Sse frame : frames) {
      String data = frame.data();
      if (frame.event().equals("run") || frame.event().equals("end")) {
        JsonNode tree = TestServer.JSON.readTree(data);
        ObjectNode run = (ObjectNode) tree.get("run");
        run.put("id", Samples.BLANK);
        run.set("machine", TestServer.JSON.valueToTree(here()));
        data = TestServer.JSON.writeValueAsString(tree);
      }
      log.writeBytes(
          Frame.encode(
              Frame.Type.ofWord(frame.event()).orElseThrow(),
              FrameId.parse(frame.id()).orElseThrow(),
              data));
    }
    return log.toByteArray();
  }

  private static Machine here() {
    return new Machine(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors());
  }
}
