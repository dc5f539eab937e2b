package io.interleave.server.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Things by id: at most so many, and each until nobody has asked for it for some time. Of the
 * client who has most, the one that nobody has asked for longest goes first, so that a new one
 * always stays, and nobody's goes for what another has too much; a cache that judges by how often
 * something is asked for would turn new ones away. Thread-safe.
 */
public final class Latest<T> {

  private record Entry<T>(Client client, T value, long usedNanos) {}

  private final int most;
  private final long expiryNanos;
  private final int clientsPerAddress;
  private final Consumer<T> dropped;
  // Guarded by itself; in the order of use.
  private final SequencedMap<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param clientsPerAddress how many clients an address counts for at most
   * @param dropped is told of each that goes by itself; it must be quick
   */
  public Latest(int most, Duration expiry, int clientsPerAddress, Consumer<T> dropped) {
    this.most = most;
    this.expiryNanos = expiry.toNanos();
    this.clientsPerAddress = clientsPerAddress;
    this.dropped = dropped;
  }

  /** Adds a thing. */
  public void put(String id, Client client, T value) {
    synchronized (entries) {
      entries.putLast(id, new Entry<>(client, value, System.nanoTime()));
      trim();
    }
  }

  /** The thing with this id, which then counts as used. */
  public Optional<T> find(String id) {
    synchronized (entries) {
      trim();
      Entry<T> found = entries.get(id);
      if (found == null) {
        return Optional.empty();
      }
      entries.putLast(id, new Entry<>(found.client(), found.value(), System.nanoTime()));
      return Optional.of(found.value());
    }
  }

  public void remove(String id) {
    synchronized (entries) {
      entries.remove(id);
    }
  }

  public int count() {
    synchronized (entries) {
      trim();
      return entries.size();
    }
  }

  private void trim() {
    long now = System.nanoTime();
    while (!entries.isEmpty() && now - entries.firstEntry().getValue().usedNanos() >= expiryNanos) {
      dropped.accept(entries.pollFirstEntry().getValue().value());
    }
    if (entries.size() <= most) {
      return;
    }
    Surplus<String> surplus = new Surplus<>(clientsPerAddress);
    entries.forEach((id, entry) -> surplus.add(entry.client(), id, 1));
    while (entries.size() > most) {
      String id = surplus.poll().orElseThrow();
      dropped.accept(Objects.requireNonNull(entries.remove(id)).value());
    }
  }
}
