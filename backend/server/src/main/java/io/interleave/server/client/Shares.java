package io.interleave.server.client;

import io.interleave.engine.event.Text;
import io.interleave.server.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Places that clients take for a while, of which there are so many.
 *
 * <p>One client takes at most its share, and one address that of as many clients as it counts for.
 * Half of the places are kept for those who have none: once the others are taken, a client gets one
 * only as its first, and an address only for as many clients as it counts for. So with a share
 * above one, up to half as many clients of as many addresses as there are places always get in,
 * whatever the rest does. Thread-safe.
 */
public final class Shares {

  /**
   * How much there is.
   *
   * @param places for all together
   * @param perClient what one client may take
   * @param clientsPerAddress how many clients an address counts for at most
   */
  public record Bounds(int places, int perClient, int clientsPerAddress) {}

  /**
   * What is said to those who get none.
   *
   * @param full when there are none left
   * @param tooMany to one who has its share
   */
  public record Refusal(Text full, Text tooMany, Duration retryAfter) {}

  /** A place until it is given back, which may be said more than once. */
  @FunctionalInterface
  public interface Place {
    void giveBack();
  }

  /**
   * What is taken at an address.
   *
   * @param clients who have some of it
   */
  private record Here(int places, int clients) {
    static final Here NOTHING = new Here(0, 0);
  }

  private static final Text ADDRESS =
      new Text(
          "Your address has the share of %d clients, which is what it counts for here"
              + " (interleave.limits.clients-per-address).",
          "你的地址已占用 %d 个客户端的份额，这是它在这里的上限（interleave.limits.clients-per-address）。");

  private final Bounds bounds;
  private final Refusal refusal;
  // All guarded by this; without those who have none
  private final Map<Client, Integer> ofClients = new HashMap<>();
  private final Map<String, Here> ofAddresses = new HashMap<>();
  private int taken;
  private long refused;

  public Shares(Bounds bounds, Refusal refusal) {
    this.bounds = bounds;
    this.refusal = refusal;
  }

  /**
   * Takes a place.
   *
   * @throws Problem if there is none for this client
   */
  public synchronized Place take(Client client) {
    int mine = ofClients.getOrDefault(client, 0);
    Here here = ofAddresses.getOrDefault(client.address(), Here.NOTHING);
    if (mine >= bounds.perClient()) {
      refused++;
      throw Problem.tooMany(refusal.tooMany().with(bounds.perClient()), refusal.retryAfter());
    }
    if (here.places() >= (long) bounds.perClient() * bounds.clientsPerAddress()) {
      refused++;
      throw Problem.tooMany(ADDRESS.with(bounds.clientsPerAddress()), refusal.retryAfter());
    }
    boolean onlyForFirsts = taken >= Math.ceilDiv(bounds.places(), 2);
    if (taken >= bounds.places()
        || (onlyForFirsts && (mine > 0 || here.clients() >= bounds.clientsPerAddress()))) {
      refused++;
      throw Problem.full(refusal.full(), refusal.retryAfter());
    }
    taken++;
    ofClients.merge(client, 1, Integer::sum);
    ofAddresses.put(
        client.address(), new Here(here.places() + 1, here.clients() + (mine == 0 ? 1 : 0)));
    AtomicBoolean given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        giveBack(client);
      }
    };
  }

  private synchronized void giveBack(Client client) {
    taken--;
    Integer others = ofClients.computeIfPresent(client, (_, n) -> n == 1 ? null : n - 1);
    int gone = others == null ? 1 : 0;
    ofAddresses.computeIfPresent(
        client.address(),
        (_, here) ->
            here.places() == 1 ? null : new Here(here.places() - 1, here.clients() - gone));
  }

  /** How many are taken. */
  public synchronized int taken() {
    return taken;
  }

  /** How often one was refused since the start. */
  public synchronized long refused() {
    return refused;
  }
}
