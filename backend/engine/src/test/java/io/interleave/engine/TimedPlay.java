package io.interleave.engine;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random threads that think, ask for a lock, and hold it, each for a time of its own kind; played
 * event by event in simulated time. Some locks serve in order, some let whoever has just had it go
 * first, some choose at random.
 */
public final class TimedPlay {

  private static final long MICRO = 1_000;

  private enum Doing {
    THINKING,
    WAITING,
    HOLDING
  }

  private enum Next {
    IN_ORDER,
    AT_RANDOM,
    LAST_FIRST
  }

  private static final class Player {
    long thinks;
    long holds;
    Doing doing = Doing.THINKING;
    long until;
    boolean reenters;
  }

  public final Trace trace = new Trace();
  private final Random random;
  private final List<Player> players = new ArrayList<>();
  private final List<Integer> waiting = new ArrayList<>();
  private final Next next;
  private final boolean barging;
  private int holder;

  /** Plays for so many milliseconds. */
  public TimedPlay(long seed, int millis) {
    random = new Random(seed);
    next = Next.values()[random.nextInt(3)];
    barging = random.nextBoolean();
    int threads = 2 + random.nextInt(5);
    long[] scales = {10, 300, 3_000, 30_000};
    long holds = scales[random.nextInt(4)] * MICRO;
    for (int i = 1; i <= threads; i++) {
      trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
      Player player = new Player();
      player.thinks = scales[random.nextInt(4)] * MICRO;
      player.holds = random.nextInt(4) == 0 ? scales[random.nextInt(4)] * MICRO : holds;
      players.add(player);
    }
    ObjectType type = random.nextInt(4) == 0 ? ObjectType.LOCK : ObjectType.REENTRANT_LOCK;
    trace.objects().put(1, ObjectInfo.of(type, "lock").withId(1));
    boolean reenters = type == ObjectType.REENTRANT_LOCK && random.nextBoolean();
    players.forEach(player -> player.reenters = reenters);
    play(millis * 1_000 * MICRO);
  }

  private Player player(int thread) {
    return players.get(thread - 1);
  }

  private long about(long nanos) {
    return 1 + nanos / 2 + random.nextLong(nanos);
  }

  private void event(long t, int thread, Kind kind, int holds, boolean timed) {
    trace.append(t, thread, kind, 1, LockValue.pack(holds, timed, false), 0, 0);
  }

  private void play(long end) {
    for (int thread = soonest(); player(thread).until < end; thread = soonest()) {
      Player player = player(thread);
      long now = player.until;
      if (player.doing == Doing.THINKING) {
        ask(thread, now);
      } else if (player.doing == Doing.WAITING) {
        giveUp(thread, now);
      } else {
        letGo(thread, now);
      }
    }
  }

  private int soonest() {
    int soonest = 1;
    for (int thread = 2; thread <= players.size(); thread++) {
      soonest = player(thread).until < player(soonest).until ? thread : soonest;
    }
    return soonest;
  }

  private void ask(int thread, long now) {
    boolean timed = random.nextInt(20) == 0;
    event(now, thread, Kind.LOCK_REQUEST, 0, timed);
    if (holder == 0) {
      take(thread, now);
    } else {
      player(thread).doing = Doing.WAITING;
      player(thread).until = timed ? now + about(5_000 * MICRO) : Long.MAX_VALUE;
      waiting.add(thread);
    }
  }

  private void giveUp(int thread, long now) {
    event(now, thread, Kind.LOCK_FAIL, 0, false);
    waiting.remove((Integer) thread);
    think(thread, now);
  }

  private void take(int thread, long now) {
    holder = thread;
    Player player = player(thread);
    event(now, thread, Kind.LOCK_ACQUIRE, 1, false);
    if (player.reenters) {
      event(now, thread, Kind.LOCK_REQUEST, 1, false);
      event(now, thread, Kind.LOCK_ACQUIRE, 2, false);
      event(now, thread, Kind.LOCK_RELEASE, 1, false);
    }
    player.doing = Doing.HOLDING;
    player.until = now + about(player.holds);
  }

  private void think(int thread, long now) {
    player(thread).doing = Doing.THINKING;
    player(thread).until = now + about(player(thread).thinks);
  }

  private void letGo(int thread, long now) {
    event(now, thread, Kind.LOCK_RELEASE, 0, false);
    holder = 0;
    if (barging && random.nextInt(10) > 0) {
      ask(thread, now);
      return;
    }
    think(thread, now);
    if (!waiting.isEmpty()) {
      int index =
          switch (next) {
            case IN_ORDER -> 0;
            case AT_RANDOM -> random.nextInt(waiting.size());
            case LAST_FIRST -> waiting.size() - 1;
          };
      take(waiting.remove(index), now);
    }
  }
}
