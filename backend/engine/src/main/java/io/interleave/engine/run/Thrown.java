package io.interleave.engine.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.record.Frames;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says what was thrown, and where. */
public final class Thrown {

  private Thrown() {}

  /** The error, and the line of the program that it comes from: "X: text at File.java:12". */
  public static Text told(Throwable thrown) {
    StackTraceElement place = place(thrown);
    return place == null
        ? Text.same(thrown.toString())
        : new Text("%s at %s:%d", "%s（位于 %s:%d）")
            .with(thrown, place.getFileName(), place.getLineNumber());
  }

  /** The first line that is neither the JDK's nor the engine's. */
  private static @Nullable StackTraceElement place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getLineNumber() > 0 && Frames.isOfProgram(frame.getClassName()))
        .findFirst()
        .orElse(null);
  }
}
