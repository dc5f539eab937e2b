package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {

  /** The same in flat lists, searched from the front each time. */
  private static final class Twin {
    private record Waiting(Client client, int item) {}

    private final int clientsPerAddress;
    private final List<Waiting> items = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<String> round = new ArrayList<>();

    Twin(int clientsPerAddress) {
      this.clientsPerAddress = clientsPerAddress;
    }

    void add(Client client, int item) {
      items.add(new Waiting(client, item));
      if (!clients.contains(client)) {
        clients.addLast(client);
      }
      settle(client.address());
    }

    Optional<Integer> poll() {
      if (items.isEmpty()) {
        return Optional.empty();
      }
      String address = round.removeFirst();
      Client client =
          clients.stream().filter(each -> each.address().equals(address)).findFirst().orElseThrow();
      Waiting next =
          items.stream().filter(each -> each.client().equals(client)).findFirst().orElseThrow();
      items.remove(next);
      clients.remove(client);
      if (items.stream().anyMatch(each -> each.client().equals(client))) {
        clients.addLast(client);
      }
      settle(address);
      return Optional.of(next.item());
    }

    boolean remove(Client client, int item) {
      boolean removed = items.remove(new Waiting(client, item));
      if (items.stream().noneMatch(each -> each.client().equals(client))) {
        clients.remove(client);
      }
      settle(client.address());
      return removed;
    }

    private void settle(String address) {
      long here = clients.stream().filter(each -> each.address().equals(address)).count();
      long due = Math.min(here, clientsPerAddress);
      while (round.stream().filter(address::equals).count() < due) {
        round.addLast(address);
      }
      while (round.stream().filter(address::equals).count() > due) {
        round.remove(round.lastIndexOf(address));
      }
    }
  }

  private static Client client(Random random, int addresses, int names) {
    return new Client("a" + random.nextInt(addresses), "n" + random.nextInt(names));
  }

  @Test
  void theSameAsItsTwin() {
    Seeds.check(
        "turns of clients",
        2000,
        10,
        seed -> {
          Random random = new Random(seed);
          int clientsPerAddress = 1 + random.nextInt(4);
          Turns<Integer> turns = new Turns<>(clientsPerAddress);
          Twin twin = new Twin(clientsPerAddress);
          for (int i = 0; i < 300; i++) {
            Client client = client(random, 4, 6);
            switch (random.nextInt(5)) {
              case 0, 1 -> {
                turns.add(client, i);
                twin.add(client, i);
              }
              case 2 -> {
                int item = random.nextInt(i + 1);
                assertThat(turns.remove(client, item)).isEqualTo(twin.remove(client, item));
              }
              default -> assertThat(turns.poll()).isEqualTo(twin.poll());
            }
            assertThat(turns.size()).isEqualTo(twin.items.size());
          }
        });
  }

  /** What a newcomer waits for, counted while others add as fast as they can. */
  @Test
  void aNewcomerIsBehindOneTurnOfEachClientAndSoManyOfEachAddress() {
    Seeds.check(
        "turns before a newcomer's",
        1000,
        10,
        seed -> {
          Random random = new Random(seed);
          int clientsPerAddress = 1 + random.nextInt(3);
          Turns<Client> turns = new Turns<>(clientsPerAddress);
          for (int i = random.nextInt(200); i > 0; i--) {
            Client client = client(random, 5, 5);
            turns.add(client, client);
          }
          for (int i = random.nextInt(10); i > 0; i--) {
            turns.poll();
          }
          Client newcomer = new Client("elsewhere", "");
          turns.add(newcomer, newcomer);
          Map<Client, Integer> ofClients = new HashMap<>();
          Map<String, Integer> ofAddresses = new HashMap<>();
          for (Client next = turns.poll().orElseThrow();
              !next.equals(newcomer);
              next = turns.poll().orElseThrow()) {
            ofClients.merge(next, 1, Integer::sum);
            ofAddresses.merge(next.address(), 1, Integer::sum);
            for (int i = 0; i < 3; i++) {
              Client client = client(random, 5, 5);
              turns.add(client, client);
            }
          }
          assertThat(ofClients.values()).allMatch(count -> count == 1);
          assertThat(ofAddresses.values()).allMatch(count -> count <= clientsPerAddress);
        });
  }

  @Test
  void clientsThatAlwaysHaveSomethingWaitingGetTheSame() {
    Turns<Client> turns = new Turns<>(50);
    Random random = new Random(1);
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Client client = new Client("a" + i % 7, "n" + i);
      all.add(client);
      for (int items = 1 + random.nextInt(20); items > 0; items--) {
        turns.add(client, client);
      }
    }
    Map<Client, Integer> served = new HashMap<>();
    for (int i = 0; i < 2025; i++) {
      Client next = turns.poll().orElseThrow();
      served.merge(next, 1, Integer::sum);
      turns.add(next, next);
    }
    assertThat(all).allMatch(client -> List.of(40, 41).contains(served.get(client)));
  }
}
