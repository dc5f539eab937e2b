package io.interleave.scenario;

import io.interleave.engine.event.Text;

/** A value for a parameter that does not exist or does not take it. */
public final class InvalidArgument extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final transient Text text;

  public InvalidArgument(String parameter, Text text) {
    super(text.en());
    this.parameter = parameter;
    this.text = text;
  }

  /** The name of the parameter. */
  public String parameter() {
    return parameter;
  }

  /** What it does not take, in a sentence. */
  public Text text() {
    return text;
  }
}
