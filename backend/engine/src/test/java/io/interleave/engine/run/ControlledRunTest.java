package io.interleave.engine.run;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.ControlledRuns.Controlled;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Strategies;
import org.junit.jupiter.api.Test;

class ControlledRunTest {

  static final Program LOST_UPDATE =
      () -> {
        SharedInt counter = SharedInt.plain("counter", 0);
        TracedThread.Body add = () -> counter.set(counter.get() + 1);
        TracedThread one = TracedThread.platform("one", add).start();
        TracedThread two = TracedThread.platform("two", add).start();
        one.join();
        two.join();
        int total = counter.get();
        return new Outcome(String.valueOf(total), total == 2, "");
      };

  @Test
  void trial() {
    Controlled run =
        ControlledRuns.run(Plan.by(Strategies.RANDOM, 1), LOST_UPDATE, Driver.Kind.best());
    System.out.println(Driver.Kind.best() + "\n" + run.lines() + "\n" + run.schedule());
    run =
        ControlledRuns.run(Plan.by(Strategies.RANDOM, 1), LOST_UPDATE, Driver.Kind.VIRTUAL_THREADS);
    System.out.println(run.lines() + "\n" + run.schedule());
  }

  @Test
  void deadlock() {
    Controlled run =
        ControlledRuns.run(
            Plan.by(Strategies.ROUND_ROBIN, 1),
            () -> {
              var a = new TracedReentrantLock("A");
              var b = new TracedReentrantLock("B");
              TracedThread one =
                  TracedThread.platform(
                          "one",
                          () -> {
                            a.lock();
                            b.lock();
                            b.unlock();
                            a.unlock();
                          })
                      .start();
              TracedThread two =
                  TracedThread.platform(
                          "two",
                          () -> {
                            b.lock();
                            a.lock();
                            a.unlock();
                            b.unlock();
                          })
                      .start();
              one.join();
              two.join();
            });
    System.out.println(run.lines() + "\n" + run.schedule() + run.run().findings());
  }
}
