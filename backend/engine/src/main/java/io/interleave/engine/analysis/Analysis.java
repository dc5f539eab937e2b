package io.interleave.engine.analysis;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over a trace that finds something in it.
 *
 * <p>To add one: a package with a class that extends this, and a line in {@code findings.Findings}.
 * {@link #event} sees every event once, in order, and whatever it {@linkplain #report reports}
 * depends on nothing that comes later, so that a live run and its stored trace give the same
 * findings in the same order; {@link #end} reports what can only be said when all is over. It is
 * called on the thread that merges a live run: what an event costs there must not grow with the
 * trace. Not thread-safe.
 */
public abstract class Analysis {

  protected final Trace trace;
  private final Words words;
  private final List<Finding> reported = new ArrayList<>();

  protected Analysis(Trace trace) {
    this.trace = trace;
    this.words = new Words(trace);
  }

  /** Reads the next event. */
  protected abstract void event(int seq);

  /** No event comes any more. */
  protected void end(Close how) {}

  protected final void report(Finding finding) {
    reported.add(finding);
  }

  /** Reads the next event and returns what it was the last piece of. */
  public final List<Finding> read(int seq) {
    event(seq);
    return taken();
  }

  /** Returns what can only be said now that no event comes any more. */
  public final List<Finding> close(Close how) {
    end(how);
    return taken();
  }

  private List<Finding> taken() {
    if (reported.isEmpty()) {
      return List.of();
    }
    List<Finding> taken = List.copyOf(reported);
    reported.clear();
    return taken;
  }

  protected final String threadName(int thread) {
    return words.thread(thread);
  }

  protected final String objectName(int object) {
    return words.object(object);
  }

  /** Where an event happened, {@code Counter.java:23}, or its number where no line is known. */
  protected final Text place(int seq) {
    return words.place(seq);
  }

  /** The value of an event on a variable, as a program would print it. */
  protected final String value(int seq) {
    return words.value(seq);
  }
}
