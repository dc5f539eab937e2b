package io.interleave.server.client;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets so many through at once; the others wait, and their clients take turns. Thread-safe.
 *
 * @param <T> what waits
 */
public final class Turnstile<T> {

  private final int most;
  private final Consumer<T> start;
  // All guarded by this.
  private final Turns<T> waiting;
  private int inside;

  /**
   * An empty one.
   *
   * @param most how many may be inside at once
   * @param start is called, without a lock, with each whose turn it is; each then has to {@link
   *     #leave}
   */
  public Turnstile(int most, int clientsPerAddress, Consumer<T> start) {
    this.most = most;
    this.start = start;
    this.waiting = new Turns<>(clientsPerAddress);
  }

  /** Lets a thing in at once or when its turn comes. */
  public void enter(Client client, T item) {
    synchronized (this) {
      waiting.add(client, item);
    }
    letIn();
  }

  /** One that was let in is done. */
  public void leave() {
    synchronized (this) {
      inside--;
    }
    letIn();
  }

  /** Takes back one that waits; false if it was let in, or was never here. */
  public synchronized boolean withdraw(Client client, T item) {
    return waiting.remove(client, item);
  }

  private void letIn() {
    for (Optional<T> next = next(); next.isPresent(); next = next()) {
      start.accept(next.get());
    }
  }

  private synchronized Optional<T> next() {
    Optional<T> next = inside == most ? Optional.empty() : waiting.poll();
    if (next.isPresent()) {
      inside++;
    }
    return next;
  }

  /** How many are inside. */
  public synchronized int inside() {
    return inside;
  }

  /** How many wait. */
  public synchronized int waiting() {
    return waiting.size();
  }
}
