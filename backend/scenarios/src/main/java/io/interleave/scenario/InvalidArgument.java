package io.interleave.scenario;

/** A value for a parameter that does not exist or does not take it. */
public final class InvalidArgument extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  public InvalidArgument(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  /** The name of the parameter. */
  public String parameter() {
    return parameter;
  }
}
