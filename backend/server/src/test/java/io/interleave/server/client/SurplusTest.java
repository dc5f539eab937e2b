package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SurplusTest {

  private record Thing(Client client, int number, long weight) {}

  private static long weight(List<Thing> things, Predicate<Client> whose) {
    return things.stream().filter(each -> whose.test(each.client())).mapToLong(Thing::weight).sum();
  }

  /** What goes next, of a flat list with the oldest first. */
  private static Thing next(List<Thing> things, int clientsPerAddress) {
    Comparator<Thing> older = Comparator.comparing(Thing::number, Comparator.reverseOrder());
    Comparator<Thing> byClient =
        Comparator.comparingLong(one -> weight(things, one.client()::equals));
    Comparator<Thing> byAddress =
        Comparator.comparingLong(
            one -> {
              Predicate<Client> here = each -> each.address().equals(one.client().address());
              long most =
                  things.stream()
                      .filter(each -> here.test(each.client()))
                      .mapToLong(each -> weight(things, each.client()::equals))
                      .max()
                      .orElseThrow();
              return Math.max(Math.ceilDiv(weight(things, here), clientsPerAddress), most);
            });
    Thing greediest = things.stream().max(byAddress).orElseThrow();
    // Of the addresses with most, the one whose greediest client has the oldest thing.
    return things.stream()
        .filter(one -> byAddress.compare(one, greediest) == 0)
        .filter(
            one ->
                things.stream()
                    .filter(each -> each.client().address().equals(one.client().address()))
                    .allMatch(each -> byClient.compare(each, one) <= 0))
        .max(older)
        .orElseThrow();
  }

  @Test
  void theSameGoesAsInAFlatList() {
    Seeds.check(
        "what goes first",
        600,
        10,
        seed -> {
          Random random = new Random(seed);
          int clientsPerAddress = 1 + random.nextInt(3);
          Surplus<Thing> surplus = new Surplus<>(clientsPerAddress);
          List<Thing> things = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            Client client = new Client("a" + random.nextInt(4), "n" + random.nextInt(3));
            Thing thing = new Thing(client, i, 1 + random.nextInt(seed % 2 == 0 ? 1 : 5));
            surplus.add(client, thing, thing.weight());
            things.add(thing);
          }
          while (!things.isEmpty()) {
            assertThat(surplus.weight()).isEqualTo(weight(things, _ -> true));
            Thing next = next(things, clientsPerAddress);
            assertThat(surplus.poll()).contains(next);
            things.remove(next);
          }
          assertThat(surplus.poll()).isEmpty();
        });
  }

  @Test
  void oneClientsLatestDisplaceNobodyElses() {
    List<String> dropped = new ArrayList<>();
    Latest<String> latest = new Latest<>(5, Duration.ofHours(1), 1, dropped::add);
    Client ann = new Client("1", "");
    Client bob = new Client("2", "");
    latest.put("a1", ann, "a1");
    latest.put("a2", ann, "a2");
    for (int i = 0; i < 10; i++) {
      latest.put("b" + i, bob, "b" + i);
    }
    assertThat(latest.find("a1")).isPresent();
    assertThat(latest.find("a2")).isPresent();
    assertThat(latest.find("b9")).isPresent();
    assertThat(latest.count()).isEqualTo(5);
    assertThat(dropped).containsExactly("b0", "b1", "b2", "b3", "b4", "b5", "b6");
  }
}
