package io.interleave.server.store;

import io.interleave.server.client.Surplus;
import io.interleave.server.config.InterleaveProperties;
import java.util.Optional;

/**
 * The finished runs, and which of them go when they are too many, or their streams too large: the
 * oldest of the client who has most of what there is too much of. Not thread-safe.
 */
final class Kept {

  private final InterleaveProperties.History most;
  // invariant: both hold the same runs, each client's in the same order
  private final Surplus<StoredRun> numbers;
  private final Surplus<StoredRun> sizes;

  Kept(InterleaveProperties.History most, int clientsPerAddress) {
    this.most = most;
    this.numbers = new Surplus<>(clientsPerAddress);
    this.sizes = new Surplus<>(clientsPerAddress);
  }

  /** Adds one that is younger than those before. */
  void add(StoredRun run) {
    numbers.add(run.client(), run, 1);
    sizes.add(run.client(), run, run.size());
  }

  /** Removes the one that goes next; empty if all can stay. */
  Optional<StoredRun> poll() {
    if (numbers.weight() > most.runs()) {
      Optional<StoredRun> next = numbers.poll();
      next.ifPresent(run -> sizes.removeOldest(run.client()));
      return next;
    }
    if (sizes.weight() > most.size().toBytes()) {
      Optional<StoredRun> next = sizes.poll();
      next.ifPresent(run -> numbers.removeOldest(run.client()));
      return next;
    }
    return Optional.empty();
  }

  int count() {
    return (int) numbers.weight();
  }
}
