package io.interleave.engine.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.record.Frames;

/** Says what was thrown, and where. */
public final class Thrown {

  private Thrown() {}

  /** The error, and the line of the program that it comes from: "X: text at File.java:12". */
  public static Text told(Throwable thrown) {
    return Frames.first(thrown.getStackTrace())
        .map(
            place ->
                new Text("%s at %s:%d", "%s（位于 %s:%d）")
                    .with(thrown, place.getFileName(), place.getLineNumber()))
        .orElseGet(() -> Text.same(thrown.toString()));
  }
}
