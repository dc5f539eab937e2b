package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedReentrantLock;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;

/**
 * The forks, numbered from 1, and a count of meals. Fork n lies to the left of philosopher n.
 * Thread-safe.
 */
final class Table {

  private final List<Lock> forks;
  private final AtomicIntegerArray eaten;

  Table(int seats) {
    this.forks =
        IntStream.rangeClosed(1, seats)
            .<Lock>mapToObj(number -> new TracedReentrantLock("fork " + number))
            .toList();
    this.eaten = new AtomicIntegerArray(seats);
  }

  Lock fork(int number) {
    return forks.get(number - 1);
  }

  void ate(int philosopher) {
    eaten.incrementAndGet(philosopher - 1);
  }

  Outcome outcome(int meals) {
    int sum = IntStream.range(0, eaten.length()).map(eaten::get).sum();
    int wanted = eaten.length() * meals;
    return DiningPhilosophers.outcome(eaten.toString(), eaten.length(), sum, wanted);
  }
}
