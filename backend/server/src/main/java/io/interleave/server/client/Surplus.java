package io.interleave.server.client;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Things that are kept, the oldest first; says which goes when they are too much: the oldest of the
 * client who has most. An address has what it has in all, divided by how many clients it counts
 * for, or what its greediest has, if that is more; so many names keep no more than few. Not
 * thread-safe.
 */
public final class Surplus<T> {

  /**
   * A thing.
   *
   * @param number how many came before it
   */
  private record Item<T>(T thing, long weight, int number) {}

  /** What a client has; never empty. */
  private static final class Heap<T> {
    final Client client;
    final Deque<Item<T>> items = new ArrayDeque<>();
    long weight;

    Heap(Client client) {
      this.client = client;
    }

    int oldest() {
      return items.element().number();
    }
  }

  /** What the clients of an address have; never empty. */
  private static final class Address<T> {
    final Map<Client, Heap<T>> heaps = new HashMap<>();
    long weight;

    Heap<T> greatest() {
      return heaps.values().stream()
          .max(
              Comparator.comparingLong((Heap<T> heap) -> heap.weight)
                  .thenComparing(Heap::oldest, Comparator.reverseOrder()))
          .orElseThrow();
    }

    long load(int clientsPerAddress) {
      return Math.max(Math.ceilDiv(weight, clientsPerAddress), greatest().weight);
    }
  }

  private final int clientsPerAddress;
  private final Map<String, Address<T>> addresses = new HashMap<>();
  private int added;
  private long weight;

  public Surplus(int clientsPerAddress) {
    this.clientsPerAddress = clientsPerAddress;
  }

  /**
   * Adds one that is younger than those before.
   *
   * @param takes how much of that which is bounded
   */
  public void add(Client client, T thing, long takes) {
    Address<T> address = addresses.computeIfAbsent(client.address(), _ -> new Address<>());
    Heap<T> heap = address.heaps.computeIfAbsent(client, Heap<T>::new);
    heap.items.add(new Item<>(thing, takes, added++));
    heap.weight += takes;
    address.weight += takes;
    weight += takes;
  }

  /** How much all take together. */
  public long weight() {
    return weight;
  }

  /** Removes the one that goes next. */
  public Optional<T> poll() {
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, Address<T>> greediest =
        addresses.entrySet().stream()
            .max(
                Comparator.comparingLong(
                        (Map.Entry<String, Address<T>> entry) ->
                            entry.getValue().load(clientsPerAddress))
                    .thenComparing(
                        entry -> entry.getValue().greatest().oldest(), Comparator.reverseOrder()))
            .orElseThrow();
    Address<T> address = greediest.getValue();
    return Optional.of(removeOldest(address, address.greatest()));
  }

  /** Removes the oldest of a client, if it has any. */
  public Optional<T> removeOldest(Client client) {
    Address<T> address = addresses.get(client.address());
    Heap<T> heap = address == null ? null : address.heaps.get(client);
    return address == null || heap == null
        ? Optional.empty()
        : Optional.of(removeOldest(address, heap));
  }

  private T removeOldest(Address<T> address, Heap<T> heap) {
    Item<T> oldest = heap.items.remove();
    heap.weight -= oldest.weight();
    address.weight -= oldest.weight();
    weight -= oldest.weight();
    if (heap.items.isEmpty()) {
      address.heaps.remove(heap.client);
    }
    if (address.heaps.isEmpty()) {
      addresses.remove(heap.client.address());
    }
    return oldest.thing();
  }
}
