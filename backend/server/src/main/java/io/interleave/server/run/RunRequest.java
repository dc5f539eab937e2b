package io.interleave.server.run;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it starts a run; all but the scenario may be left out. */
record RunRequest(
    @Schema(example = "lost-update", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String scenario,
    @Schema(description = "The scenario's first, if left out") @Nullable String variant,
    @Schema(
            description = "live, if left out",
            allowableValues = {"live", "controlled"})
        @Nullable String mode,
    @Schema(description = "A random one, if left out", minimum = "0") @Nullable Long seed,
    @Schema(description = "Values by parameter name; the defaults, where left out")
        @Nullable Map<String, @Nullable Object> parameters,
    @Schema(
            description = "Who chooses in a controlled run; random, if left out",
            allowableValues = {"random", "pct", "round-robin", "sequential"})
        @Nullable String strategy,
    @Schema(description = "Of pct; 3, if left out", minimum = "1", maximum = "10")
        @Nullable Integer depth,
    @Schema(
            description = "What reads see in a controlled run; sc, if left out",
            allowableValues = {"sc", "java"})
        @Nullable String memory,
    @Schema(
            description = "Which thread takes each step of a controlled run, instead of a strategy",
            example = "1*5,2,3*2")
        @Nullable String schedule) {}
