package io.interleave.server.exploration;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it explores; all but the scenario may be left out. */
record ExplorationRequest(
    @Schema(example = "lost-update", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String scenario,
    @Schema(description = "The scenario's first, if left out") @Nullable String variant,
    @Schema(description = "Values by parameter name; those of the small instance, where left out")
        @Nullable Map<String, @Nullable Object> parameters,
    @Schema(
            description = "auto, if left out",
            allowableValues = {"auto", "search", "classes", "states", "interleavings"})
        @Nullable String method,
    @Schema(
            description = "sc, if left out",
            allowableValues = {"sc", "java"})
        @Nullable String memory,
    @Schema(description = "A random one, if left out", minimum = "0") @Nullable Long seed,
    @Schema(description = "The server's limits, where left out") @Nullable Asked bounds) {

  /** Bounds that a client asks for. */
  record Asked(
      @Nullable Long executions,
      @Nullable Long millis,
      @Nullable Integer steps,
      @Nullable Integer retries) {}

  /** What a client asks for when one is to go on. */
  record Resume(@Nullable Allowance bounds) {}

  /** Bounds that can differ each time. */
  record Allowance(@Nullable Long executions, @Nullable Long millis) {}
}
