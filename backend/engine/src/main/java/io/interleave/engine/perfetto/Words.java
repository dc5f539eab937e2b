package io.interleave.engine.perfetto;

import io.interleave.engine.event.ThreadState;

/** What the viewer calls states. */
final class Words {

  private Words() {}

  static String state(ThreadState state) {
    return switch (state) {
      case NEW -> "new";
      case READY -> "ready";
      case RUNNING -> "running";
      case BLOCKED -> "blocked";
      case WAITING -> "waiting";
      case SLEEPING -> "sleeping";
      case IO -> "I/O";
      case ENDED -> "ended";
    };
  }
}
