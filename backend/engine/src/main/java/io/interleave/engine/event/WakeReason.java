package io.interleave.engine.event;

/** Why a thread stopped waiting on a condition. */
public enum WakeReason {
  SIGNALLED(0, "signalled"),
  TIMED_OUT(1, "timed-out"),
  INTERRUPTED(2, "interrupted"),
  /** Without any of these, as the contract of every condition allows. */
  SPURIOUS(3, "spurious");

  private final int code;
  private final String word;

  WakeReason(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The number that stands for it in a value column. */
  public int code() {
    return code;
  }

  /**
   * The reason with this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WakeReason ofCode(long code) {
    for (WakeReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason has code " + code);
  }

  public String word() {
    return word;
  }
}
