package io.interleave.engine.run;

/** How far a run is, or how it ended. */
public enum Status {
  QUEUED("queued"),
  RUNNING("running"),
  COMPLETED("completed"),
  DEADLOCKED("deadlocked"),
  CANCELLED("cancelled"),
  TIMED_OUT("timed-out"),
  FAILED("failed");

  private final String word;

  Status(String word) {
    this.word = word;
  }

  /** The word of docs/trace-format.md. */
  public String word() {
    return word;
  }

  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }
}
