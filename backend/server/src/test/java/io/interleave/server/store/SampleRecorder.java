package io.interleave.server.store;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records a sample of a variant: of a few runs that show what the variant is there to show, the one
 * that takes least room.
 */
final class SampleRecorder {

  /** What a sample should not be larger than, packed, if fewer threads and rounds show it too. */
  private static final int MUCH = 20_000;

  private static final int SHOWING = 3;
  private static final int ATTEMPTS = 40;

  private final TestServer server;

  SampleRecorder(TestServer server) {
    this.server = server;
  }

  /** The log of a run, in which the run has no name yet. */
  byte[] record(Scenario scenario, Variant variant) {
    List<byte[]> best = new ArrayList<>();
    for (Map<String, Object> parameters : choices(scenario)) {
      shown(scenario, variant, parameters).ifPresent(best::add);
      if (best.stream().anyMatch(log -> SampleFolder.pack(log).length <= MUCH)) {
        break;
      }
    }
    return smallest(best)
        .orElseThrow(
            () -> new AssertionError(scenario.id() + "/" + variant.id() + " did not show it"));
  }

  /** The defaults, and what the scenario calls small. */
  private static Set<Map<String, Object>> choices(Scenario scenario) {
    return new LinkedHashSet<>(List.of(Map.of(), scenario.small()));
  }

  private Optional<byte[]> shown(
      Scenario scenario, Variant variant, Map<String, Object> parameters) {
    List<byte[]> shown = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS && shown.size() < SHOWING; i++) {
      List<TestServer.Sse> frames = run(scenario, variant, parameters);
      if (shows(variant, frames)) {
        shown.add(unnamed(frames));
      }
    }
    return smallest(shown);
  }

  private static Optional<byte[]> smallest(List<byte[]> logs) {
    return logs.stream().min(Comparator.comparingInt(log -> SampleFolder.pack(log).length));
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

  private static boolean shows(Variant variant, List<TestServer.Sse> frames) {
    JsonNode run = TestServer.JSON.readTree(frames.getLast().data()).get("run");
    boolean met =
        run.get("status").asString().equals(Status.COMPLETED.word())
            && run.at("/outcome/goalMet").asBoolean();
    Set<String> found = new HashSet<>();
    frames.stream()
        .filter(frame -> frame.event().equals("finding"))
        .forEach(frame -> found.add(TestServer.JSON.readTree(frame.data()).get("type").asString()));
    return Boolean.valueOf(met).equals(variant.correct())
        && found.equals(new HashSet<>(variant.findings()));
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
