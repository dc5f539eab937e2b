package io.interleave.engine.schedule;

import io.interleave.engine.control.Intent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a task goes round: it did the same, at the same place of its code, was told the same, and
 * changed nothing, twice in a row. What it does next can only differ when another thread has
 * changed one of the objects that it looks at, or when it counts its rounds, which {@link Loops}
 * finds out.
 *
 * <p>The place of a step is found by a walk over the stack, and only for steps that are like an
 * earlier one; so the third round is the one that is recognised. Not thread-safe.
 */
final class Spin {

  private static final int LONGEST_ROUND = 8;
  private static final int KEPT = 2 * LONGEST_ROUND;

  /** No objects. */
  static final int[] NONE = {};

  // Of the last steps without effect, by their number modulo KEPT.
  private final Intent[] intents = new Intent[KEPT];
  private final long[] told = new long[KEPT];
  private final long[] places = new long[KEPT];
  private final int[] steps = new int[KEPT];
  private int count;
  private int round;
  private int[] awaited = NONE;

  /** The last step changed something, or its effect is not known. */
  void reset() {
    count = 0;
    round = 0;
    awaited = NONE;
  }

  /** Whether a step may be like one of the last. */
  boolean mayRepeat(Intent intent) {
    for (int i = 1; i <= Math.min(count, LONGEST_ROUND); i++) {
      Intent earlier = intents[(count - i) % KEPT];
      if (earlier.kind() == intent.kind() && earlier.object() == intent.object()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A step that changed nothing.
   *
   * @param what a hash of what it did and was told
   * @param place of its code, 0 where it is not known
   * @param step its number in the execution
   */
  void add(Intent intent, long what, long place, int step) {
    int at = count % KEPT;
    intents[at] = intent;
    told[at] = what;
    places[at] = place;
    steps[at] = step;
    count++;
    round = place == 0 ? 0 : findRound();
    awaited = round == 0 ? NONE : objects();
  }

  private int findRound() {
    for (int length = 1; length <= Math.min(LONGEST_ROUND, count / 2); length++) {
      if (repeats(length)) {
        return length;
      }
    }
    return 0;
  }

  private boolean repeats(int length) {
    for (int i = 1; i <= length; i++) {
      int one = (count - i) % KEPT;
      int other = (count - i - length) % KEPT;
      if (told[one] != told[other] || places[one] != places[other] || places[one] == 0) {
        return false;
      }
    }
    return true;
  }

  private int[] objects() {
    int[] found = new int[round];
    int size = 0;
    for (int i = 1; i <= round; i++) {
      int object = intents[(count - i) % KEPT].object();
      boolean known = object == 0;
      for (int j = 0; j < size; j++) {
        known |= found[j] == object;
      }
      if (!known) {
        found[size++] = object;
      }
    }
    return Arrays.copyOf(found, size);
  }

  /** How many steps its round has, 0 while it does not go round. */
  int round() {
    return round;
  }

  /** How many steps it took without changing anything. */
  int count() {
    return count;
  }

  /** Whether its steps since the last change are too few to say that they do not repeat. */
  boolean mayYetGoRound() {
    return count < 3 * LONGEST_ROUND;
  }

  /** The objects that it looks at when it goes round. */
  int[] awaited() {
    return awaited;
  }

  /** The first step of the last round. */
  int since() {
    return steps[(count - round) % KEPT];
  }

  /** What it does in a round, in the order of its steps. */
  List<Intent> intents() {
    List<Intent> all = new ArrayList<>();
    for (int i = round; i >= 1; i--) {
      all.add(intents[(count - i) % KEPT]);
    }
    return all;
  }

  /**
   * Stands for the loop in the program's code and what it sees there, wherever its round is taken
   * to begin: with something else to see it is another loop, which may well end.
   */
  long loop() {
    long loop = round;
    for (int i = 1; i <= round; i++) {
      int at = (count - i) % KEPT;
      long step = (places[at] ^ told[at]) * 0x9E3779B97F4A7C15L;
      loop += step ^ step >>> 29;
    }
    return loop;
  }
}
