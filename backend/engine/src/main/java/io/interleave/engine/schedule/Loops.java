package io.interleave.engine.schedule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the loops in which threads of a program only look, for all executions of one
 * exploration.
 *
 * <p>A thread that goes round without changing anything is put off until another has changed what
 * it looks at, and goes on by itself only when no other can: fairness in the sense of Musuvathi,
 * Qadeer: Fair Stateless Model Checking, PLDI 2008, where a thread that yields lets the others go
 * first; that going round changes nothing stands for the yield. What is left out by this are only
 * executions in which it goes round some more times, as with the reduction of spin loops to waits
 * of Kokologiannakis, Ren, Vafeiadis: Dynamic Partial Order Reductions for Spinloops, FMCAD 2021.
 * That is wrong where a thread counts its rounds and gives up; so a loop that is met for the first
 * time is tried, and one that ends by itself is left alone. Where every thread that could go on
 * goes round, none will ever do anything else.
 *
 * <p>Not thread-safe.
 */
public final class Loops {

  /** After how many rounds without a change a loop counts as one that never ends by itself. */
  public static final int ROUNDS = 10_000;

  // A program with more different loops than this may be one whose places are never the same.
  private static final int MOST = 256;

  /** Loops that are not looked for. */
  static final Loops UNWATCHED = new Loops(false, false);

  /**
   * A loop that is met for the first time.
   *
   * @param id stands for it in all executions
   * @param task the thread that is in it
   * @param step how many steps were taken when it was recognised
   */
  public record Met(long id, int task, int step) {}

  private final boolean watched;
  private final boolean putOff;
  // Whether each goes on for ever.
  private final Map<Long, Boolean> known = new HashMap<>();
  private @Nullable Met met;
  private int version;

  private Loops(boolean watched, boolean putOff) {
    this.watched = watched;
    this.putOff = putOff;
  }

  /** Of an exploration that begins. */
  public static Loops unknown() {
    return new Loops(true, true);
  }

  /** Of an execution in which threads go round as they like, to see whether they stop. */
  public static Loops trial() {
    return new Loops(true, false);
  }

  boolean areWatched() {
    return watched;
  }

  /** Whether a thread in this loop is put off. */
  boolean putsOff(long loop) {
    return putOff && known.getOrDefault(loop, known.size() < MOST);
  }

  boolean isEndless(long loop) {
    return known.getOrDefault(loop, false);
  }

  void meet(long loop, int task, int step) {
    if (met == null && !known.containsKey(loop) && known.size() < MOST) {
      met = new Met(loop, task, step);
    }
  }

  /** The first loop that was met and that nothing is known of; null if there is none. */
  public @Nullable Met met() {
    return met;
  }

  /** Another number whenever something was learned, and executions may go otherwise. */
  public int version() {
    return version;
  }

  /** A loop was tried, or turned out to be other than was thought. */
  public void learn(long loop, boolean endless) {
    known.put(loop, endless);
    version++;
    met = null;
  }
}
