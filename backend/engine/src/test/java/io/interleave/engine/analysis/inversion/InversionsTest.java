package io.interleave.engine.analysis.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.event.Finding;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReadWriteLock;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** Each in a run that ends well: one thread after the other, as the sequential strategy does it. */
class InversionsTest {

  private static List<Finding> findings(Runs.Body body) {
    Runs.Ended run = ControlledRuns.run(Plan.by(Strategies.SEQUENTIAL, 1), body).run();
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    return run.findings();
  }

  private static void nested(Lock outer, Lock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  private static void together(TracedThread.Body... bodies) throws InterruptedException {
    List<TracedThread> threads = new ArrayList<>();
    for (TracedThread.Body body : bodies) {
      threads.add(TracedThread.platform("T" + (threads.size() + 1), body).start());
    }
    for (TracedThread thread : threads) {
      thread.join();
    }
  }

  @Test
  void oppositeOrdersAreTold() {
    List<Finding> findings =
        findings(
            () -> {
              Lock x = new TracedReentrantLock("x");
              Lock y = new TracedReentrantLock("y");
              together(
                  () -> {
                    nested(x, y);
                    nested(x, y);
                  },
                  () -> nested(y, x));
            });
    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(finding.type()).isEqualTo("lock-order-inversion");
    assertThat(finding.certainty()).isEqualTo(Finding.Certainty.POSSIBLE);
    assertThat(finding.message().en())
        .contains("T2 took 'y' and then asked for 'x'", "T1 took 'x' and then asked for 'y'")
        .endsWith("In another order each would wait for the other for ever.");
  }

  @Test
  void threeInARing() {
    List<Finding> findings =
        findings(
            () -> {
              Lock x = new TracedReentrantLock("x");
              Lock y = new TracedReentrantLock("y");
              Lock z = new TracedReentrantLock("z");
              together(() -> nested(x, y), () -> nested(y, z), () -> nested(z, x));
            });
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().threads()).hasSize(3);
    assertThat(findings.getFirst().message().en())
        .endsWith("each would wait for the next for ever.");
  }

  @Test
  void aGateKeepsThemApart() {
    assertThat(
            findings(
                () -> {
                  Lock gate = new TracedReentrantLock("gate");
                  Lock x = new TracedReentrantLock("x");
                  Lock y = new TracedReentrantLock("y");
                  together(() -> gated(gate, x, y), () -> gated(gate, y, x));
                }))
        .isEmpty();
  }

  private static void gated(Lock gate, Lock outer, Lock inner) {
    gate.lock();
    nested(outer, inner);
    gate.unlock();
  }

  @Test
  void aGateForReadingDoesNot() {
    assertThat(
            findings(
                () -> {
                  Lock gate = new TracedReadWriteLock("gate").readLock();
                  Lock x = new TracedReentrantLock("x");
                  Lock y = new TracedReentrantLock("y");
                  together(() -> gated(gate, x, y), () -> gated(gate, y, x));
                }))
        .hasSize(1);
  }

  @Test
  void aFootmanKeepsOneAway() {
    assertThat(philosophers(3, 2)).isEmpty();
    assertThat(philosophers(3, 3)).hasSize(1);
  }

  private static List<Finding> philosophers(int count, int chairs) {
    return findings(
        () -> {
          TracedSemaphore footman = new TracedSemaphore("footman", chairs);
          List<Lock> forks = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            forks.add(new TracedReentrantLock("fork " + i));
          }
          TracedThread.Body[] bodies = new TracedThread.Body[count];
          for (int i = 0; i < count; i++) {
            int seat = i;
            bodies[i] =
                () -> {
                  footman.acquire();
                  nested(forks.get(seat), forks.get((seat + 1) % count));
                  footman.release();
                };
          }
          together(bodies);
        });
  }

  @Test
  void phasesKeepThemApart() {
    assertThat(
            findings(
                () -> {
                  Lock x = new TracedReentrantLock("x");
                  Lock y = new TracedReentrantLock("y");
                  TracedLatch done = new TracedLatch("done", 1);
                  nested(y, x);
                  together(
                      () -> {
                        nested(x, y);
                        done.countDown();
                      },
                      () -> {
                        done.await();
                        nested(y, x);
                      });
                  nested(y, x);
                }))
        .isEmpty();
  }

  @Test
  void tryingWaitsForNothing() {
    assertThat(
            findings(
                () -> {
                  Lock x = new TracedReentrantLock("x");
                  Lock y = new TracedReentrantLock("y");
                  together(
                      () -> nested(x, y),
                      () -> {
                        y.lock();
                        if (x.tryLock()) {
                          x.unlock();
                        }
                        y.unlock();
                      });
                }))
        .isEmpty();
  }

  @Test
  void readersDoNotExcludeEachOther() {
    assertThat(
            findings(
                () -> {
                  Lock x = new TracedReadWriteLock("x").readLock();
                  Lock y = new TracedReentrantLock("y");
                  together(() -> nested(x, y), () -> nested(y, x));
                }))
        .isEmpty();
  }

  @Test
  void aHolderEntersAgain() {
    assertThat(
            findings(
                () -> {
                  Lock x = new TracedReentrantLock("x");
                  Lock y = new TracedReentrantLock("y");
                  together(
                      () -> nested(x, y),
                      () -> {
                        x.lock();
                        nested(y, x);
                        x.unlock();
                      });
                }))
        .isEmpty();
  }
}
