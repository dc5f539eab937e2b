package io.interleave.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.interleave.engine.event.Text;
import io.interleave.server.client.Shares.Place;
import io.interleave.server.problem.Problem;
import io.interleave.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {

  static Shares shares(int places, int perClient, int clientsPerAddress) {
    return new Shares(
        new Shares.Bounds(places, perClient, clientsPerAddress),
        new Shares.Refusal(
            new Text("full", "满"), new Text("you have %d", "你有 %d 个"), Duration.ofSeconds(1)));
  }

  static Optional<Place> attempt(Shares shares, Client client) {
    try {
      return Optional.of(shares.take(client));
    } catch (Problem e) {
      return Optional.empty();
    }
  }

  private record Taken(Client client, Place place) {}

  /** Whether one more may be taken, counted anew in the list of all that are. */
  private static boolean may(
      List<Taken> taken, Client client, int places, int perClient, int clientsPerAddress) {
    long mine = taken.stream().filter(each -> each.client().equals(client)).count();
    long here =
        taken.stream().filter(each -> each.client().address().equals(client.address())).count();
    boolean share = mine < perClient && here < (long) perClient * clientsPerAddress;
    long clientsHere =
        taken.stream()
            .map(Taken::client)
            .filter(each -> each.address().equals(client.address()))
            .distinct()
            .count();
    boolean first = mine == 0 && clientsHere < clientsPerAddress;
    return share && taken.size() < places && (2 * taken.size() < places || first);
  }

  @Test
  void whoGetsAPlaceIsWhatTheRulesSay() {
    Seeds.check(
        "shares of clients",
        2000,
        10,
        seed -> {
          Random random = new Random(seed);
          int places = 1 + random.nextInt(12);
          int perClient = 1 + random.nextInt(4);
          int clientsPerAddress = 1 + random.nextInt(3);
          Shares shares = shares(places, perClient, clientsPerAddress);
          List<Taken> taken = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            if (random.nextInt(3) > 0) {
              Client client = new Client("a" + random.nextInt(4), "n" + random.nextInt(3));
              boolean may = may(taken, client, places, perClient, clientsPerAddress);
              Optional<Place> place = attempt(shares, client);
              assertThat(place.isPresent()).isEqualTo(may);
              place.ifPresent(each -> taken.add(new Taken(client, each)));
            } else if (!taken.isEmpty()) {
              Place place = taken.remove(random.nextInt(taken.size())).place();
              place.giveBack();
              place.giveBack(); // which counts once
            }
            assertThat(shares.taken()).isEqualTo(taken.size());
          }
        });
  }

  @Test
  void oneAddressShutsOutNobodyWhateverNamesItMakesUp() {
    Shares shares = shares(1000, 20, 4);
    for (int i = 0; i < 3000; i++) {
      attempt(shares, new Client("1.1.1.1", i % 2 == 0 ? "" : "name" + i % 97));
    }
    assertThat(shares.taken()).as("what it counts for").isEqualTo(80);
    // Twenty such addresses, and still everybody who has none gets one.
    for (int i = 0; i < 20 * 100; i++) {
      attempt(shares, new Client("2.2.2." + i % 20, "name" + i % 4));
    }
    for (int i = 0; i < 400; i++) {
      assertThat(attempt(shares, new Client("3.3.3." + i, ""))).isPresent();
    }
  }

  /** As a proxy or the network of a school shows them. */
  @Test
  void eachOfAClassBehindOneAddressGetsAFirst() {
    Shares shares = shares(66, 4, 30);
    for (int i = 0; i < 29; i++) {
      Client student = new Client("1.1.1.1", "student" + i);
      for (int j = 0; j < 4; j++) {
        attempt(shares, student);
      }
    }
    assertThat(attempt(shares, new Client("1.1.1.1", "the last"))).isPresent();
    assertThat(attempt(shares, new Client("1.1.1.1", "one too many"))).isEmpty();
  }

  @Test
  void whoHasItsShareIsToldOtherThanWhoFindsNoRoom() {
    Shares shares = shares(4, 1, 2);
    shares.take(new Client("a", "1"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> shares.take(new Client("a", "1")))
        .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(429))
        .withMessageContaining("you have 1");
    shares.take(new Client("a", "2"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> shares.take(new Client("a", "3")))
        .withMessageContaining("interleave.limits.clients-per-address");
    shares.take(new Client("b", ""));
    shares.take(new Client("c", ""));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> shares.take(new Client("d", "")))
        .satisfies(problem -> assertThat(problem.getStatusCode().value()).isEqualTo(503));
    assertThat(shares.refused()).isEqualTo(3);
  }
}
