package io.interleave.engine.analysis.deadlock;

/** What a thread is doing, as of the last event read. */
final class Lane {

  final int thread;
  // From its creation, or its first event where nobody recorded that, to its end.
  boolean alive;
  boolean ended;
  // The seq of the event that began its wait, 0 for none.
  int wait;
  // It has said that it waits on a condition, and not yet given the lock back.
  boolean lettingGo;
  // The signal that it waited for was sent.
  boolean signalled;
  // Interrupts and unparks that may still be there. Two of them are recorded before they take
  // effect, so that what the first ended may be recorded between the second and its effect: after
  // that, one is still to come. Hence at most two are counted, and none of two is forgotten.
  int interrupts;
  int unparks;
  // How often the event that it waits for had been set when the wait began.
  long sets;
  // How many locks it holds.
  int locks;
  // Alive, and goes on without anybody's help.
  boolean acting;

  Lane(int thread) {
    this.thread = thread;
  }
}
