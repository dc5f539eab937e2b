package io.interleave.scenarios.mutexcontention;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One lock for everything lets one thread on at a time, however many there are. */
public final class MutexContention {

  private MutexContention() {}

  public static Scenario scenario() {
    return Scenario.titled("mutex-contention", "A queue in front of one lock")
        .topic(Topics.LOCKS_AND_MONITORS)
        .summary(
            "Threads that work on different accounts stand in line for the one lock that "
                + "guards them all.")
        .story(
            """
            The clerks of a bank book deposits. Each booking reads a balance, writes the new one to
            a ledger on disk, which takes a while, and stores it. Nobody may touch the same account
            in between, so a booking holds a lock.

            With a single lock for the whole bank that is safe, and slow. While one clerk holds it,
            all the others wait, even those whose account nobody else is touching. Hiring more
            clerks makes the queue longer and the bank no faster: the bookings go through one at a
            time.

            What has to be protected is an account, not the bank. With a lock for each account,
            clerks meet at a lock only when they want the same account, and the rest goes on side by
            side. The price is that no single lock stands for all the money any more: an operation
            over several accounts now has to take several locks, and in which order is a question of
            its own.
            """)
        .goal("No deposit is lost, and no clerk has to wait for one at another account.")
        .lookFor(
            "One lock: at every moment one lane holds it, and the others are blocked behind it.")
        .lookFor("One lock: raise the number of threads, and the run takes longer in proportion.")
        .lookFor("A lock for each account: lanes hold their locks at the same time.")
        .lookFor("More clerks than accounts: queues again, but a short one at each account.")
        .parameter(
            Parameter.integer("threads", "Clerks", 4, 2, 8, "How many threads book deposits."))
        .parameter(
            Parameter.integer(
                "accounts",
                "Accounts",
                4,
                2,
                8,
                "How many accounts there are; the clerks share them out in turn."))
        .parameter(
            Parameter.integer(
                "deposits", "Deposits", 6, 1, 10, "How many deposits each clerk books."))
        .parameter(
            Parameter.millis(
                "hold",
                "Time in the lock",
                20,
                5,
                50,
                "How long writing to the ledger takes, with the lock held."))
        .parameter(
            Parameter.millis(
                "outside",
                "Work outside",
                5,
                0,
                10,
                "CPU work between two deposits, without any lock."))
        .small("threads", 2)
        .small("accounts", 2)
        .small("deposits", 1)
        .variant(
            Variant.wrong(
                    "coarse",
                    "One lock for all",
                    "The lock guards the whole bank, so bookings go one at a time.",
                    OneLock.class,
                    with(OneLock::new))
                .withPython("one_lock.py"))
        .variant(
            Variant.right(
                    "striped",
                    "A lock for each account",
                    "A lock guards one account, so only clerks at the same account wait for "
                        + "each other.",
                    LockPerAccount.class,
                    with(LockPerAccount::new))
                .withPython("lock_per_account.py"))
        .build();
  }

  @FunctionalInterface
  private interface Maker {
    Program make(int threads, int accounts, int deposits, int hold, int outside);
  }

  private static Function<Arguments, Program> with(Maker maker) {
    return arguments ->
        maker.make(
            arguments.integer("threads"),
            arguments.integer("accounts"),
            arguments.integer("deposits"),
            arguments.integer("hold"),
            arguments.integer("outside"));
  }

  static List<SharedInt> balances(int accounts) {
    return IntStream.rangeClosed(1, accounts)
        .mapToObj(number -> SharedInt.plain("balance " + number, 0))
        .toList();
  }

  static Outcome outcome(int booked, int expected, int strangers) {
    return new Outcome(
        "%d booked, %d held up".formatted(booked, strangers),
        booked == expected && strangers == 0,
        "%d of %d deposits were booked; %s."
            .formatted(
                booked,
                expected,
                strangers == 0
                    ? "no clerk was held up by one at another account"
                    : "clerks were held up %d times by one at another account"
                        .formatted(strangers)));
  }
}
