package io.interleave.engine.analysis.contention;

import java.util.Comparator;

/** For how long a thread waited while another had what it waited for, in nanoseconds. */
public record Blame(int holder, int waiter, long nanos) {

  static final Comparator<Blame> LONGEST_FIRST =
      Comparator.comparingLong((Blame blame) -> -blame.nanos())
          .thenComparingInt(Blame::holder)
          .thenComparingInt(Blame::waiter);
}
