package io.interleave.engine.analysis.exceptions;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.event.Uncaught;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds threads that an exception ended which nobody handled: the last thing that such a thread
 * does is to note it.
 *
 * <p>The main thread's own exception is the run's and ends it, so nothing is noted of it. An
 * interrupt that ends a thread is what it was sent for, and no fault. An event costs a constant;
 * memory grows with threads that are about to end so. Not thread-safe.
 */
public final class UncaughtExceptions extends Analysis {

  // By thread: the note that was its last event.
  private final Map<Integer, Integer> notes = new TreeMap<>();

  public UncaughtExceptions(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    int thread = trace.thread(seq);
    Integer note = notes.remove(thread);
    if (trace.kind(seq) == Kind.THREAD_END && note != null) {
      report(finding(note));
    } else if (trace.kind(seq) == Kind.NOTE && Uncaught.isFault(text(seq))) {
      notes.put(thread, seq);
    }
  }

  private String text(int note) {
    return trace.strings().get((int) trace.value(note));
  }

  // The run was over before these threads were.
  @Override
  protected void end(Close how) {
    notes.values().forEach(note -> report(finding(note)));
  }

  private Finding finding(int note) {
    int thread = trace.thread(note);
    return new Finding(
        "uncaught-exception",
        Finding.Certainty.OBSERVED,
        List.of(thread),
        List.of(),
        List.of((long) note),
        new Text(
                "%s ended because of an exception that nothing caught: %s (%s). The other threads do"
                    + " not learn of it.",
                "%s 因为一个没有任何代码捕获的异常而结束：%s（%s）。其他线程不会知道这件事。")
            .with(threadName(thread), Uncaught.thrown(text(note)), place(note)));
  }
}
