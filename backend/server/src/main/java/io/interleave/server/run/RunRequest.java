package io.interleave.server.run;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it starts a run; all but the scenario may be left out. */
record RunRequest(
    @Schema(example = "lost-update", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String scenario,
    @Schema(description = "The scenario's first, if left out") @Nullable String variant,
    @Schema(description = "live, if left out") @Nullable String mode,
    @Schema(description = "A random one, if left out", minimum = "0") @Nullable Long seed,
    @Schema(description = "Values by parameter name; the defaults, where left out")
        @Nullable Map<String, @Nullable Object> parameters,
    @Schema(description = "For controlled runs only") @Nullable Object schedule) {}
