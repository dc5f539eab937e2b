package io.interleave.engine.explore;

import java.util.ArrayList;
import java.util.List;

/** A step that is to be explored, and what is to follow it: a node of a wake-up tree. */
final class Wake {

  final int thread;
  final Footprint footprint;

  /** In the order in which they are to be explored. */
  final List<Wake> next = new ArrayList<>();

  /**
   * @param footprint all that the step may touch
   */
  Wake(int thread, Footprint footprint) {
    this.thread = thread;
    this.footprint = footprint;
  }
}
