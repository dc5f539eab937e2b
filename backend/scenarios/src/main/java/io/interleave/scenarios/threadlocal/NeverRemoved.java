package io.interleave.scenarios.threadlocal;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedThreadLocal;
import io.interleave.engine.run.Program;
import java.util.concurrent.atomic.AtomicInteger;

/** The desk notes whom it serves, and keeps the note. */
record NeverRemoved(int desks, int visits, int service) implements Program {

  @Override
  public Outcome run() {
    ThreadLocal<String> served = new TracedThreadLocal<>("served");
    AtomicInteger mistaken = new AtomicInteger();

    TracedExecutor pool = TracedExecutor.fixed("desk", desks);
    for (int i = 1; i <= visits; i++) {
      int visit = i;
      pool.execute(() -> serve(visit, served, mistaken));
    }
    pool.close();

    return ThreadLocals.outcome(mistaken.get(), visits - members());
  }

  private void serve(int visit, ThreadLocal<String> served, AtomicInteger mistaken) {
    boolean member = visit <= members();
    if (member) {
      served.set("member " + visit);
    }
    Activity.work(service);
    if (served.get() != null && !member) {
      mistaken.incrementAndGet();
    }
  }

  private int members() {
    return (visits + 1) / 2;
  }
}
