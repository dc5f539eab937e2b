package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;

/** A schedule asks for something that cannot be done. */
public final class ImpossibleStep extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;
  private final transient Text text;

  ImpossibleStep(int step, Text why) {
    this(
        new Text("Step %d of the schedule is impossible: %s.", "调度的第 %d 步无法执行：%s。").with(step, why),
        step);
  }

  private ImpossibleStep(Text text, int step) {
    super(text.en());
    this.step = step;
    this.text = text;
  }

  /** Which step, from 1. */
  public int step() {
    return step;
  }

  /** What it asks for, and why it cannot be, in a sentence. */
  public Text text() {
    return text;
  }
}
