package io.interleave.engine.analysis.cause;

import io.interleave.engine.analysis.blocking.Chain;
import java.util.List;

/**
 * Why a thread waited: what for, who had it, and what ended it.
 *
 * @param request the event that began the wait
 * @param result the event that ended it, 0 while it lasts
 * @param object what it was for, 0 for none
 * @param from when it began, in nanoseconds since the run began
 * @param enabled when it could have gone on: the time of the cause, else {@code to}
 * @param to when it went on; while it lasts, the end of the trace
 * @param cause the event behind the result, 0 if none is known
 * @param holders everybody who had it meanwhile, in the order in which they got it
 * @param places in the queue of those who wait for it, from the beginning on
 * @param bargers of a lock or semaphore, who asked for it later and got it first
 * @param atFirst whom it waited for, and whom they waited for, just after it began
 * @param atLast the same just before what ended it, or at the end of the trace
 */
public record Explanation(
    int thread,
    int request,
    int result,
    int object,
    long from,
    long enabled,
    long to,
    int cause,
    List<Tenure> holders,
    List<Place> places,
    List<Barger> bargers,
    Chain atFirst,
    Chain atLast) {

  /**
   * A thread that had what another waited for.
   *
   * @param acquire the event by which it got it
   * @param release the event by which it gave it back while the other waited, 0 if it did not
   */
  public record Tenure(int thread, int acquire, int release) {}

  /**
   * A place in a queue, in the order of asking, which is not always that of getting.
   *
   * @param since the event from which on it had this place
   * @param place 1 for the first
   */
  public record Place(int since, int place) {}

  /** A thread that asked later and got it first. */
  public record Barger(int thread, int request, int acquire) {}

  public Explanation {
    holders = List.copyOf(holders);
    places = List.copyOf(places);
    bargers = List.copyOf(bargers);
  }
}
