package io.interleave.scenarios.mutexcontention;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Whoever books holds the bank's only lock. */
record OneLock(int threads, int accounts, int deposits, int hold, int outside) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    List<SharedInt> balances = MutexContention.balances(accounts);
    Lock lock = new TracedReentrantLock("bank lock");
    AtomicInteger strangers = new AtomicInteger();
    TracedAtomicInt sign = new TracedAtomicInt("account at the ledger", 0);

    Threads.startAndJoin(
        threads,
        "clerk",
        number -> {
          int account = (number - 1) % accounts + 1;
          SharedInt balance = balances.get(account - 1);
          for (int i = 0; i < deposits; i++) {
            Activity.work(outside);
            int shown = sign.get();
            if (shown != 0 && shown != account) {
              strangers.incrementAndGet();
            }
            lock.lock();
            try {
              sign.set(account);
              int before = balance.get();
              Activity.io(hold);
              balance.set(before + 1);
              sign.set(0);
            } finally {
              lock.unlock();
            }
          }
        });

    int booked = 0;
    for (SharedInt balance : balances) {
      booked += balance.get();
    }
    return MutexContention.outcome(booked, threads * deposits, strangers.get());
  }
}
