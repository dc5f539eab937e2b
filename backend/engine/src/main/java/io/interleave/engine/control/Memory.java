package io.interleave.engine.control;

/** A modelled memory, which decides what a read of a plain variable sees. */
public interface Memory {

  /**
   * What a read by the calling thread sees.
   *
   * @param write the number of the write among those of the variable, from 1; 0 for the initial
   *     value
   */
  record Seen(int value, int write) {}

  /** The calling thread reads a plain variable. */
  Seen read(int variable, int initial);

  /**
   * The calling thread writes a plain variable.
   *
   * @param write its number among the writes of the variable, from 1
   */
  void write(int variable, int value, int write);
}
