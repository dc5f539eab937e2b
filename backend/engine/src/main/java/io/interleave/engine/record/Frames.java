package io.interleave.engine.record;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Tells a program's own code from what carries it. Thread-safe. */
public final class Frames {

  private static final Set<String> ENGINE =
      Set.of(
          "io.interleave.engine.primitive",
          "io.interleave.engine.control",
          "io.interleave.engine.record",
          "io.interleave.engine.schedule",
          "io.interleave.engine.run");

  private Frames() {}

  /** The first of these that is the program's and on a known line. */
  public static Optional<StackTraceElement> first(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> frame.getLineNumber() > 0 && isOfProgram(frame.getClassName()))
        .findFirst();
  }

  /** Whether a class is the program's: neither the JDK's, nor of what runs and records it. */
  public static boolean isOfProgram(String className) {
    return !className.startsWith("java.")
        && !className.startsWith("jdk.")
        && !className.startsWith("sun.")
        && !ENGINE.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))));
  }
}
