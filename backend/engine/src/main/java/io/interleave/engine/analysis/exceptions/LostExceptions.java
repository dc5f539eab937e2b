package io.interleave.engine.analysis.exceptions;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds exceptions of tasks that lie in a future whose result nobody ever asked for.
 *
 * <p>A pool keeps the exception of a submitted task for whoever gets the result; who does not get
 * it never learns of it. Whether anybody does is known when all is over. Tasks that were executed
 * without a future have nobody to ask, and throw in their worker. Reported once for each place
 * where a task was handed over. An event costs a constant; memory grows with tasks under way and
 * failed ones. Not thread-safe.
 */
public final class LostExceptions extends Analysis {

  private record Task(int executor, long number) {}

  /** Where a task failed, and where it had been handed over. */
  private record Failure(int seq, int submit) {}

  private final Map<Task, Integer> submitted = new HashMap<>();
  // By worker: the future that it has just failed.
  private final Map<Integer, Integer> failing = new HashMap<>();
  // By future.
  private final Map<Integer, Failure> failures = new LinkedHashMap<>();

  public LostExceptions(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    int object = trace.object(seq);
    switch (trace.kind(seq)) {
      case TASK_SUBMIT -> submitted.put(task(seq), seq);
      case TASK_REJECT, TASK_CANCEL, TASK_END -> submitted.remove(task(seq));
      case FUTURE_COMPLETE -> {
        if (trace.strings().get((int) trace.value(seq)).equals("failed")) {
          failing.put(trace.thread(seq), object);
          failures.put(object, new Failure(seq, 0));
        }
      }
      case TASK_FAIL -> {
        Integer submit = submitted.remove(task(seq));
        Integer future = failing.remove(trace.thread(seq));
        if (future != null) {
          // Who waited for it may have got it already.
          failures.computeIfPresent(
              future, (_, _) -> new Failure(seq, submit == null ? 0 : submit));
        }
      }
      case FUTURE_GET -> failures.remove(object);
      default -> {}
    }
  }

  private Task task(int seq) {
    return new Task(trace.object(seq), trace.value(seq));
  }

  @Override
  protected void end(Close how) {
    if (how == Close.CUT) {
      return;
    }
    Set<Integer> places = new HashSet<>();
    for (Failure failure : failures.values()) {
      if (failure.submit != 0 && places.add(trace.site(failure.submit))) {
        report(finding(failure));
      }
    }
  }

  private Finding finding(Failure failure) {
    int executor = trace.object(failure.seq);
    int worker = trace.thread(failure.seq);
    return new Finding(
        "lost-exception",
        Finding.Certainty.OBSERVED,
        List.of(worker),
        List.of(executor),
        List.of((long) failure.seq),
        new Text(
                "Task %d of '%s', handed over at %s, threw an exception in %s. It lies in the task's future,"
                    + " and nobody asked for the result: nobody will ever know.",
                "线程池“%2$s”的任务 %1$d（在 %3$s 提交）在 %4$s 中抛出了异常。异常留在这个任务的 future 里，"
                    + "而没有任何线程去取结果：谁也不会知道出了错。")
            .with(
                trace.value(failure.seq),
                objectName(executor),
                place(failure.submit),
                threadName(worker)));
  }
}
