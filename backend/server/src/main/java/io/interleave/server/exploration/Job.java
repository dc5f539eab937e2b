package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.server.client.Caller;
import io.interleave.server.client.Shares.Place;
import io.interleave.server.exploration.ExplorationView.State;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An exploration, from its request to its being forgotten. It is over and taken up again any number
 * of times. Thread-safe.
 */
final class Job {

  final String id;
  final Caller owner;
  private final Inquiry inquiry;
  // All guarded by this.
  private ExplorationBounds bounds;
  // null once it cannot go on
  private @Nullable Exploration exploration;
  private Report report;
  private State state = State.QUEUED;
  private @Nullable Text reason;
  private boolean cancelled;
  private int turn = 1;
  private CompletableFuture<Void> over = new CompletableFuture<>();
  // while it is not over
  private @Nullable Place place;

  Job(String id, Caller owner, Inquiry inquiry, ExplorationBounds bounds, Exploration exploration) {
    this.id = id;
    this.owner = owner;
    this.inquiry = inquiry;
    this.bounds = bounds;
    this.exploration = exploration;
    this.report = exploration.report();
  }

  /** Takes a place, until it gives it back. */
  synchronized void take(Place taken) {
    place = taken;
  }

  synchronized void giveBack() {
    if (place != null) {
      place.giveBack();
      place = null;
    }
  }

  synchronized ExplorationView view() {
    return ExplorationView.of(id, inquiry, bounds, state, reason, report);
  }

  synchronized ExplorationBounds bounds() {
    return bounds;
  }

  synchronized boolean isOver() {
    return state.isOver();
  }

  /** How often it was begun or taken up. */
  synchronized int turn() {
    return turn;
  }

  /** Completes when it is over, this time. */
  synchronized CompletableFuture<Void> over() {
    return over;
  }

  /** Its turn has come; what is to be explored, or null if it was cancelled before. */
  synchronized @Nullable Exploration begin() {
    if (cancelled) {
      return null;
    }
    state = State.RUNNING;
    return exploration;
  }

  synchronized void progress(Report now) {
    report = now;
    if (cancelled && exploration != null) {
      exploration.cancel(); // it may have come before there was anything to cancel
    }
  }

  /** Ends it soon, if it is not over; whether it is waiting, and so ended by whoever asks. */
  synchronized void cancel() {
    if (state.isOver()) {
      return;
    }
    cancelled = true;
    if (state == State.RUNNING && exploration != null) {
      exploration.cancel();
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** It is over, with what it last reported. */
  synchronized void end() {
    end(cancelled && !report.exhaustive() ? State.CANCELLED : State.COMPLETED, null);
    if (report.exhaustive() || report.caveat() != null || found()) {
      exploration = null;
    }
  }

  private boolean found() {
    return report.method() == Method.SEARCH && report.failed();
  }

  /** It is over, and cannot go on. */
  synchronized void fail(Text why) {
    end(State.FAILED, why);
    exploration = null;
  }

  private void end(State how, @Nullable Text why) {
    state = how;
    reason = why;
    over.complete(null);
  }

  /** Whether it is over and can go on. */
  synchronized boolean canResume() {
    return state.isOver() && exploration != null;
  }

  /** Lets go of what it needs to go on. */
  synchronized void settle() {
    if (state.isOver()) {
      exploration = null;
    }
  }

  /** Waits for its turn once more; whether it can. */
  synchronized boolean resume(ExplorationBounds fresh) {
    if (!canResume()) {
      return false;
    }
    bounds = fresh;
    state = State.QUEUED;
    reason = null;
    cancelled = false;
    turn++;
    over = new CompletableFuture<>();
    return true;
  }
}
