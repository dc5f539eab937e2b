package io.interleave.engine.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The writes to plain variables that a program makes in an execution without surprises, and that
 * another thread may therefore see early; for {@link JavaMemory}. Immutable once it is used.
 */
public final class Promises {

  /**
   * A write.
   *
   * @param number among the writes of this thread to this variable, from 1
   */
  record Write(int thread, int variable, int number, int value) {}

  /** Of a program in sequentially consistent memory. */
  public static final Promises NONE = new Promises();

  private final List<Write> writes = new ArrayList<>();

  Promises() {}

  void add(Write write) {
    writes.add(write);
  }

  List<Write> writes() {
    return writes;
  }
}
