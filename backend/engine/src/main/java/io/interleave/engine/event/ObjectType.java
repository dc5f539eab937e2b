package io.interleave.engine.event;

import java.util.Arrays;

/** What sort of thing an object is. */
public enum ObjectType {
  LOCK("lock"),
  REENTRANT_LOCK("reentrant-lock"),
  READ_WRITE_LOCK("read-write-lock"),
  STAMPED_LOCK("stamped-lock"),
  CONDITION("condition"),
  SEMAPHORE("semaphore"),
  EVENT("event"),
  LATCH("latch"),
  BARRIER("barrier"),
  QUEUE("queue"),
  VARIABLE("variable"),
  VOLATILE("volatile"),
  ATOMIC("atomic"),
  ADDER("adder"),
  EXECUTOR("executor"),
  FUTURE("future");

  private final String word;

  ObjectType(String word) {
    this.word = word;
  }

  /** The word of docs/trace-format.md. */
  public String word() {
    return word;
  }

  /**
   * The type with this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ObjectType ofWord(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no object type is called " + word));
  }
}
