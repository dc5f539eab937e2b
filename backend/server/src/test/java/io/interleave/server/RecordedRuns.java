package io.interleave.server;

import io.interleave.server.catalogue.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** One run of each variant and mode on the shared server, for all tests that only look at one. */
public final class RecordedRuns {

  /** A run of a variant in a mode. */
  public record OfVariant(String name, String mode, String id) {}

  private record Key(String scenario, String variant, String mode) {}

  private static final Map<Key, String> IDS = new ConcurrentHashMap<>();

  private RecordedRuns() {}

  /** The id of the run, which the first who asks starts; it may go on yet. */
  public static String id(String scenario, String variant, String mode) {
    return IDS.computeIfAbsent(new Key(scenario, variant, mode), RecordedRuns::start);
  }

  /** Of every variant in every mode; all are started, and go on while the first are looked at. */
  public static List<OfVariant> all() {
    List<OfVariant> runs = new ArrayList<>();
    for (JsonNode scenario : TestServer.shared().json("/api/scenarios")) {
      for (JsonNode variant : scenario.get("variants")) {
        for (JsonNode mode : scenario.get("modes")) {
          String of = scenario.get("id").asString();
          String how = mode.asString();
          String which = variant.get("id").asString();
          runs.add(new OfVariant(of + "/" + which + " " + how, how, id(of, which, how)));
        }
      }
    }
    return runs;
  }

  /** The mode of a scenario where a request names none. */
  static String mode(String scenario) {
    return TestServer.shared()
        .bean(Scenarios.class)
        .find(scenario)
        .orElseThrow()
        .modes()
        .getFirst();
  }

  private static String start(Key key) {
    Map<String, Object> request =
        Map.of("scenario", key.scenario(), "variant", key.variant(), "mode", key.mode(), "seed", 1);
    return TestServer.shared()
        .created("/api/runs", TestServer.JSON.writeValueAsString(request))
        .get("id")
        .asString();
  }
}
