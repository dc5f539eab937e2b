package io.interleave.engine.schedule;

import java.util.Arrays;
import java.util.Optional;

/** The strategies that can be asked for by name. */
public enum Strategies {
  RANDOM("random") {
    @Override
    public Strategy make(long seed, int depth, int length) {
      return new RandomWalk(seed);
    }
  },
  PCT("pct") {
    @Override
    public Strategy make(long seed, int depth, int length) {
      return new Pct(seed, depth, length);
    }
  },
  ROUND_ROBIN("round-robin") {
    @Override
    public Strategy make(long seed, int depth, int length) {
      return new RoundRobin();
    }
  },
  SEQUENTIAL("sequential") {
    @Override
    public Strategy make(long seed, int depth, int length) {
      return new Sequential();
    }
  };

  private final String id;

  Strategies(String id) {
    this.id = id;
  }

  /** Its name for users. */
  public String id() {
    return id;
  }

  /**
   * A strategy for one execution.
   *
   * @param depth how many ordering constraints the bug that {@link #PCT} looks for needs
   * @param length about how many steps the execution takes
   */
  public abstract Strategy make(long seed, int depth, int length);

  public static Optional<Strategies> find(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
