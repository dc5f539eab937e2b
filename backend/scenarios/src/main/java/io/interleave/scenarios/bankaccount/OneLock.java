package io.interleave.scenarios.bankaccount;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/** Whoever goes to any account holds the only lock of the bank. */
record OneLock(int accounts, int threads, int transfers, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    List<SharedInt> balances = BankAccount.balances(accounts);
    Lock lock = new TracedReentrantLock("bank lock");
    List<Integer> sums = new ArrayList<>();
    TracedThread auditor = TracedThread.platform("auditor", () -> audit(balances, lock, sums));
    auditor.start();
    Threads.startAndJoin(
        threads,
        "teller",
        number -> {
          for (int i = 0; i < transfers; i++) {
            TracedThread.sleep(gap);
            // Tellers 1 and 2 pay into the same account, as do 3 and 4...
            int to = (i + (number - 1) / 2 * 2) % accounts;
            int from = (to + 1) % accounts;
            lock.lock();
            try {
              transfer(balances.get(from), balances.get(to));
            } finally {
              lock.unlock();
            }
          }
        });
    auditor.join();
    sums.add(sum(balances));
    return BankAccount.outcome(sums, accounts);
  }

  private void transfer(SharedInt from, SharedInt to) throws InterruptedException {
    from.set(from.get() - 10);
    Activity.io(gap);
    int before = to.get();
    Activity.io(gap);
    to.set(before + 10);
  }

  private void audit(List<SharedInt> balances, Lock lock, List<Integer> sums)
      throws InterruptedException {
    for (int i = 0; i < transfers; i++) {
      TracedThread.sleep(2 * gap);
      lock.lock();
      try {
        sums.add(sum(balances));
      } finally {
        lock.unlock();
      }
      Activity.note("sum " + sums.getLast());
    }
  }

  private int sum(List<SharedInt> balances) {
    return balances.stream().mapToInt(balance -> balance.get()).sum();
  }
}
