package io.interleave.scenarios.mutexcontention;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.List;
import java.util.stream.IntStream;

/** One lock for everything lets one thread on at a time, however many there are. */
public final class MutexContention {

  private static final TextFiles TEXTS = TextFiles.of(MutexContention.class);
  private static final Sentence FREE = TEXTS.sentence("free", "booked", "expected");
  private static final Sentence HELD_UP = TEXTS.sentence("held-up", "booked", "expected", "times");

  private MutexContention() {}

  public static Scenario scenario() {
    return Scenario.of("mutex-contention", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .parameter(Parameter.integer("threads", 4, 2, 8))
        .parameter(Parameter.integer("accounts", 4, 2, 8))
        .parameter(Parameter.integer("deposits", 6, 1, 10))
        .parameter(Parameter.millis("hold", 20, 5, 50))
        .parameter(Parameter.millis("outside", 5, 0, 10))
        .small("threads", 2)
        .small("accounts", 2)
        .small("deposits", 1)
        .variant(Variant.wrong("coarse", OneLock.class).withPython("one_lock.py"))
        .variant(Variant.right("striped", LockPerAccount.class).withPython("lock_per_account.py"))
        .build();
  }

  static List<SharedInt> balances(int accounts) {
    return IntStream.rangeClosed(1, accounts)
        .mapToObj(number -> SharedInt.plain("balance " + number, 0))
        .toList();
  }

  static Outcome outcome(int booked, int expected, int strangers) {
    return new Outcome(
        "%d, %d".formatted(booked, strangers),
        booked == expected && strangers == 0,
        strangers == 0 ? FREE.with(booked, expected) : HELD_UP.with(booked, expected, strangers));
  }
}
