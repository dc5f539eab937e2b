package io.interleave.engine.weave;

import io.interleave.engine.primitive.Activity;

/** Notes the line of its caller as the stack tells it: the oracle for what weaving says. */
public final class Probe {

  private Probe() {}

  public static void mark() {
    Activity.note(
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> !frame.getClassName().equals(Probe.class.getName()))
                        .findFirst()
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElseThrow()));
  }

  /** Marks, and hands on. */
  public static <T> T mark(T value) {
    mark();
    return value;
  }

  /** Marks, and adds. */
  public static double mark(long a, double b, int c) {
    mark();
    return a + b + c;
  }
}
