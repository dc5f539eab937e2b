package io.interleave.sample;

/** A program's own class, as the engine finds it in a stack trace. */
public final class Careless {

  /** The line that throws. */
  public static final int LINE = 12;

  private Careless() {}

  public static void fail() {
    throw new IllegalStateException("on purpose");
  }
}
