package io.interleave.scenarios.priorityinversion;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Whoever holds the bus keeps the priority that it has. */
record OrdinaryLock(int readings, int messages) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock bus = new TracedReentrantLock("bus");
    TracedLatch busy = new TracedLatch("bus in use", 1);
    TracedAtomicInt taken = new TracedAtomicInt("readings taken", 0);
    TracedAtomicInt sent = new TracedAtomicInt("messages sent", 0);
    AtomicInteger overtaken = new AtomicInteger();

    TracedThread weather = TracedThread.platform("weather", () -> measure(bus, busy, taken));
    TracedThread radio = TracedThread.platform("radio", () -> send(busy, sent));
    TracedThread pilot = TracedThread.platform("pilot", () -> steer(bus, busy, sent, overtaken));
    weather.priority(2).start();
    radio.priority(5).start();
    pilot.priority(9).start();
    weather.join();
    radio.join();
    pilot.join();

    return PriorityInversion.outcome(overtaken.get(), messages);
  }

  private void measure(Lock bus, TracedLatch busy, TracedAtomicInt taken) {
    bus.lock();
    busy.countDown();
    for (int i = 0; i < readings; i++) {
      taken.incrementAndGet();
    }
    bus.unlock();
  }

  private void send(TracedLatch busy, TracedAtomicInt sent) throws InterruptedException {
    busy.await();
    for (int i = 0; i < messages; i++) {
      sent.incrementAndGet();
    }
  }

  private void steer(Lock bus, TracedLatch busy, TracedAtomicInt sent, AtomicInteger overtaken)
      throws InterruptedException {
    busy.await();
    bus.lock();
    overtaken.set(sent.get());
    bus.unlock();
  }
}
