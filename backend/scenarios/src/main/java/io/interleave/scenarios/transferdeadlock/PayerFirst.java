package io.interleave.scenarios.transferdeadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import io.interleave.scenarios.transferdeadlock.TransferDeadlock.Account;
import io.interleave.scenarios.transferdeadlock.TransferDeadlock.Order;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Locks the account that pays, then the one that is paid. */
record PayerFirst(String pairs, int transfers, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    List<Account> accounts = TransferDeadlock.accounts();
    List<Order> orders = TransferDeadlock.orders(pairs);
    AtomicInteger made = new AtomicInteger();

    Threads.startAndJoin(
        orders.size(),
        "teller",
        number -> {
          Account from = accounts.get(orders.get(number - 1).from() - 1);
          Account to = accounts.get(orders.get(number - 1).to() - 1);
          for (int i = 0; i < transfers; i++) {
            TracedThread.sleep(gap);
            transfer(from, to);
            made.incrementAndGet();
          }
        });

    return TransferDeadlock.outcome(made.get(), orders.size() * transfers);
  }

  private void transfer(Account from, Account to) throws InterruptedException {
    Account first = from;
    Account second = to;
    first.lock().lock();
    try {
      TracedThread.sleep(gap);
      second.lock().lock();
      try {
        from.balance().set(from.balance().get() - 10);
        to.balance().set(to.balance().get() + 10);
      } finally {
        second.lock().unlock();
      }
    } finally {
      first.lock().unlock();
    }
  }
}
