package io.interleave.engine.analysis.join;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.state.OpenWaits;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds threads that wait until all elements of a queue are done, when every thread that could say
 * so has ended or waits for ever itself.
 *
 * <p>Known when the run stands; who took more elements than it said to be done with is told. All of
 * it is found at the end, in one pass for each thread that waits so. Not thread-safe.
 */
public final class StuckJoins extends Analysis {

  public StuckJoins(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {}

  @Override
  protected void end(Close how) {
    if (how == Close.STOOD) {
      OpenWaits.forEver(trace).values().stream()
          .filter(seq -> trace.kind(seq) == Kind.QUEUE_JOIN_REQUEST)
          .forEach(seq -> report(finding(seq)));
    }
  }

  private Finding finding(int request) {
    int queue = trace.object(request);
    long put = 0;
    long done = 0;
    long left = 0;
    // By thread.
    Map<Integer, Long> taken = new TreeMap<>();
    Map<Integer, Long> finished = new TreeMap<>();
    for (int seq = 1, size = trace.size(); seq <= size; seq++) {
      if (trace.object(seq) == queue) {
        switch (trace.kind(seq)) {
          case QUEUE_PUT -> {
            put++;
            left++;
          }
          case QUEUE_TAKE -> {
            left--;
            taken.merge(trace.thread(seq), 1L, Long::sum);
          }
          case QUEUE_DONE -> {
            done++;
            finished.merge(trace.thread(seq), 1L, Long::sum);
          }
          default -> {}
        }
      }
    }
    List<Text> debtors =
        taken.entrySet().stream()
            .filter(each -> each.getValue() > finished.getOrDefault(each.getKey(), 0L))
            .map(each -> debt(each.getKey(), each.getValue(), finished))
            .toList();
    return new Finding(
        "stuck-join",
        Finding.Certainty.OBSERVED,
        List.of(trace.thread(request)),
        List.of(queue),
        List.of((long) request),
        new Text(
                "%s waits until all of '%s' is done (%s), and nobody is left to say so: %d put, %d done%s.%s",
                "%s 在等待队列“%s”里的元素全部处理完（%s），但已经没有线程能报告完成了：放入 %d 个，完成 %d 个%s。%s")
            .with(
                threadName(trace.thread(request)),
                objectName(queue),
                place(request),
                put,
                done,
                left == 0 ? Text.NONE : new Text(", %d never taken", "，%d 个从未被取走").with(left),
                Text.NONE.join(debtors)));
  }

  private Text debt(int thread, long taken, Map<Integer, Long> finished) {
    return new Text(" %s took %d and said of %d that it is done.", "%s 取走了 %d 个，只报告完成了 %d 个。")
        .with(threadName(thread), taken, finished.getOrDefault(thread, 0L));
  }
}
