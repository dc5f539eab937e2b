package io.interleave.scenarios.mutexcontention;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One lock for everything lets one thread on at a time, however many there are. */
public final class MutexContention {

  private static final TextFiles TEXTS = TextFiles.of(MutexContention.class);
  private static final Sentence FREE = TEXTS.sentence("free", "booked", "expected");
  private static final Sentence HELD_UP = TEXTS.sentence("held-up", "booked", "expected", "times");
  private static final Sentence QUEUED = TEXTS.told("queued", "times", "time");
  private static final Sentence INSIDE = TEXTS.told("inside", "most");

  private MutexContention() {}

  public static Scenario scenario() {
    return Scenario.of("mutex-contention", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("lost-update")
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
        .asking(
            Question.number(
                "inside", facts -> Optional.of(facts.most(Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE))))
        .asking(Question.whether("waits", facts -> facts.first(facts.waits())))
        .telling(MutexContention::tell)
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

  private static Stream<Said> tell(Facts facts) {
    Answer most = facts.most(Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE);
    return Stream.of(
        INSIDE.at(most.seq(), most.value()),
        QUEUED.at(0, facts.waits().size(), facts.time(facts.total(facts.waits()))));
  }
}
