package io.interleave.server.session;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it sits down; all but the scenario may be left out. */
record SessionRequest(
    @Schema(example = "lost-update", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String scenario,
    @Schema(description = "The scenario's first, if left out") @Nullable String variant,
    @Schema(description = "Values by parameter name; those of the small instance, where left out")
        @Nullable Map<String, @Nullable Object> parameters,
    @Schema(
            description = "sc, if left out",
            allowableValues = {"sc", "java"})
        @Nullable String memory,
    @Schema(description = "Where to begin; at the start, if left out", example = "1*5,2")
        @Nullable String schedule) {

  /** What a client does there; the fields that an action does not have are ignored. */
  record Step(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"choose", "undo", "redo", "goto", "auto", "find"})
          @Nullable String action,
      @Schema(description = "Of choose") @Nullable Integer thread,
      @Schema(description = "Of choose; 0, the ordinary course, if left out")
          @Nullable Integer alternative,
      @Schema(description = "Of goto") @Nullable Integer step,
      @Schema(description = "Of auto; random, if left out") @Nullable String strategy,
      @Schema(description = "Of auto; to the end, if left out") @Nullable Integer steps) {}
}
