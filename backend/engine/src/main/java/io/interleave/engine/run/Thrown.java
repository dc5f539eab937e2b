package io.interleave.engine.run;

import io.interleave.engine.event.Text;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says what was thrown, and where. */
public final class Thrown {

  private static final String[] OURS = {
    "io.interleave.engine.primitive.",
    "io.interleave.engine.control.",
    "io.interleave.engine.record.",
    "io.interleave.engine.schedule.",
    "io.interleave.engine.run."
  };

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
        .filter(frame -> frame.getLineNumber() > 0 && !isOurs(frame))
        .findFirst()
        .orElse(null);
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || Arrays.stream(OURS).anyMatch(name::startsWith);
  }
}
