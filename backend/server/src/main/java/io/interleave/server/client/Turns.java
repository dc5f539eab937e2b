package io.interleave.server.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What waits for its turn, by whose it is: clients take turns, and each has its own in the order in
 * which they came.
 *
 * <p>A round robin of two levels. The round holds addresses, each as often as clients of it wait,
 * but at most as often as it counts for; when an address comes up, the clients of it take turns. So
 * whoever comes with nothing waiting is behind at most one turn of each client, and at most so many
 * of each address. Not thread-safe.
 */
final class Turns<T> {

  /** What waits at one address: its clients in the order of their turns. */
  private static final class Address<T> {
    final String text;
    final SequencedMap<Client, Deque<T>> clients = new LinkedHashMap<>();
    int turns;

    Address(String text) {
      this.text = text;
    }
  }

  private final int clientsPerAddress;
  private final Map<String, Address<T>> addresses = new HashMap<>();
  // invariant: an address stands here turns times, which is min(its clients, clientsPerAddress)
  private final List<Address<T>> round = new ArrayList<>();
  private int size;

  /**
   * An empty one.
   *
   * @param clientsPerAddress how many clients an address counts for at most
   */
  Turns(int clientsPerAddress) {
    this.clientsPerAddress = clientsPerAddress;
  }

  /** Adds a thing behind all that the client has waiting. */
  void add(Client client, T item) {
    Address<T> address = addresses.computeIfAbsent(client.address(), Address<T>::new);
    address.clients.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(item);
    size++;
    settle(address);
  }

  /** Removes what is next. */
  Optional<T> poll() {
    if (round.isEmpty()) {
      return Optional.empty();
    }
    Address<T> address = round.removeFirst();
    address.turns--;
    Map.Entry<Client, Deque<T>> client = address.clients.firstEntry();
    Deque<T> items = client.getValue();
    T item = items.remove();
    size--;
    address.clients.remove(client.getKey());
    if (!items.isEmpty()) {
      address.clients.putLast(client.getKey(), items);
    }
    settle(address);
    return Optional.of(item);
  }

  /** Removes one that waits; false if it does not. */
  boolean remove(Client client, T item) {
    Address<T> address = addresses.get(client.address());
    Deque<T> items = address == null ? null : address.clients.get(client);
    if (address == null || items == null || !items.remove(item)) {
      return false;
    }
    size--;
    if (items.isEmpty()) {
      address.clients.remove(client);
    }
    settle(address);
    return true;
  }

  /** Gives an address the turns that it is due: new ones last, and of too many the last goes. */
  private void settle(Address<T> address) {
    int due = Math.min(address.clients.size(), clientsPerAddress);
    for (; address.turns < due; address.turns++) {
      round.addLast(address);
    }
    for (; address.turns > due; address.turns--) {
      round.remove(round.lastIndexOf(address));
    }
    if (due == 0) {
      addresses.remove(address.text);
    }
  }

  int size() {
    return size;
  }
}
