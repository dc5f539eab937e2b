package io.interleave.server.store;

import io.interleave.engine.wire.Json;
import tools.jackson.databind.json.JsonMapper;

/** The data of the first and the last frame of a log. */
public final class StreamJson {

  private static final int FORMAT_VERSION = 1;

  private StreamJson() {}

  public static String run(JsonMapper json, Run run) {
    StringBuilder out = new StringBuilder();
    new Json(out)
        .begin()
        .field("formatVersion", FORMAT_VERSION)
        .name("run")
        .raw(json.writeValueAsString(run))
        .end();
    return out.toString();
  }

  public static String end(JsonMapper json, Run run) {
    StringBuilder out = new StringBuilder();
    new Json(out)
        .begin()
        .name("run")
        .raw(json.writeValueAsString(run))
        .field("events", run.events())
        .field("findings", run.findings())
        .end();
    return out.toString();
  }
}
