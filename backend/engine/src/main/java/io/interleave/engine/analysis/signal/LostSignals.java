package io.interleave.engine.analysis.signal;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.state.OpenWaits;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds threads that wait for ever for a signal which came before they began to wait.
 *
 * <p>A condition remembers nothing: a signal that finds no waiter is gone. It was lost for a thread
 * that waits on the condition when the run stands, if it was the last signal there and another
 * thread's, nobody waited then, and that thread began to wait in the first section under the lock
 * that it entered since, without looking first: who looks at a variable in that section and then
 * waits knows the state that the signal was about, unless the variable was written afterwards. So a
 * signal that others took, or that came for nothing in a loop that checks, is not lost.
 *
 * <p>An event remembers until it is cleared: the last setting of one was lost for a thread that
 * waits for it, if nobody waited then, nobody passed thanks to it, and it was cleared before that
 * thread came. A permit from unparking is never lost.
 *
 * <p>All of it is found at the end, in one pass backwards. Not thread-safe.
 */
public final class LostSignals extends Analysis {

  private static final Text SIGNALLED =
      new Text(
          "%s signalled '%s' (%s) while nobody waited for it, so the signal found nobody and is gone. %s began to wait for it only afterwards (%s), without looking whether it had to, and waits for ever.",
          "%s 向条件变量“%s”发出信号（%s）时没有线程在等待它，这个信号因此丢失了。%s 在此之后才开始等待它（%s），而且没有先检查是否需要等待，所以会永远等下去。");

  private static final Text SET =
      new Text(
          "%s set '%s' (%s) while nobody waited for it, so it was cleared again before anybody saw it. %s began to wait for it only afterwards (%s), when it was clear, and waits for ever.",
          "%s 置位“%s”（%s）时没有线程在等待它，没等任何线程看到，它就又被清除了。%s 在此之后才开始等待它（%s），这时它已被清除，所以会永远等下去。");

  /** A wait that never ended, and what is known of the time before it, going back. */
  private static final class Wait {
    final int seq;
    final int thread;
    final int object;
    final int lock;
    boolean reached;
    int sections;
    boolean looked;
    boolean outdated;
    boolean cleared;
    boolean decided;

    Wait(int seq, Trace trace) {
      this.seq = seq;
      this.thread = trace.thread(seq);
      this.object = trace.object(seq);
      this.lock = trace.objects().get(object).parent();
    }
  }

  public LostSignals(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {}

  @Override
  protected void end(Close how) {
    if (how != Close.STOOD) {
      return;
    }
    Map<Integer, Wait> byThread = new HashMap<>();
    Map<Integer, List<Wait>> byObject = new HashMap<>();
    for (int seq : OpenWaits.forEver(trace).values()) {
      if (trace.kind(seq) == Kind.CONDITION_WAIT || trace.kind(seq) == Kind.EVENT_WAIT) {
        Wait wait = new Wait(seq, trace);
        byThread.put(wait.thread, wait);
        byObject.computeIfAbsent(wait.object, _ -> new ArrayList<>()).add(wait);
      }
    }
    // The last write to each variable.
    Map<Integer, Integer> writes = new HashMap<>();
    int undecided = byThread.size();
    for (int seq = trace.size(); seq > 0 && undecided > 0; seq--) {
      if (trace.kind(seq) == Kind.VAR_WRITE || trace.kind(seq) == Kind.VAR_UPDATE) {
        writes.putIfAbsent(trace.object(seq), seq);
      }
      Wait own = byThread.get(trace.thread(seq));
      if (own != null) {
        before(own, seq, writes);
      }
      for (Wait wait : byObject.getOrDefault(trace.object(seq), List.of())) {
        if (!wait.decided && at(wait, seq)) {
          wait.decided = true;
          undecided--;
        }
      }
    }
  }

  /** What the waiter itself did before. */
  private void before(Wait wait, int seq, Map<Integer, Integer> writes) {
    if (seq == wait.seq) {
      wait.reached = true;
    } else if (wait.reached) {
      switch (trace.kind(seq)) {
        case LOCK_ACQUIRE -> {
          boolean outermost = LockValue.unpack(trace.value(seq)).holds() == 1;
          wait.sections += trace.object(seq) == wait.lock && outermost ? 1 : 0;
        }
        case VAR_READ, VAR_UPDATE, VAR_CAS_FAIL -> {
          if (wait.sections == 0) {
            wait.looked = true;
            wait.outdated |= writes.getOrDefault(trace.object(seq), 0) > wait.seq;
          }
        }
        default -> {}
      }
    }
  }

  /** What happened to the object that is waited for; whether that decides. */
  private boolean at(Wait wait, int seq) {
    switch (trace.kind(seq)) {
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL -> {
        boolean informed = wait.looked && !wait.outdated;
        if (missed(wait, seq) && wait.sections == 1 && !informed) {
          report(wait, seq, SIGNALLED);
        }
        return true;
      }
      case EVENT_SET -> {
        if (missed(wait, seq) && wait.cleared) {
          report(wait, seq, SET);
        }
        return true;
      }
      case EVENT_CLEAR -> wait.cleared |= wait.reached;
      case CONDITION_WAKE, EVENT_WAKE -> {
        // It waited here before, or somebody took the setting.
        return wait.reached
            && (trace.thread(seq) == wait.thread || trace.kind(seq) == Kind.EVENT_WAKE);
      }
      default -> {}
    }
    return false;
  }

  private boolean missed(Wait wait, int signal) {
    return wait.reached && trace.value(signal) == 0 && trace.thread(signal) != wait.thread;
  }

  private void report(Wait wait, int signal, Text message) {
    report(
        new Finding(
            "lost-signal",
            Finding.Certainty.OBSERVED,
            List.of(trace.thread(signal), wait.thread),
            List.of(wait.object),
            List.of((long) signal, (long) wait.seq),
            message.with(
                threadName(trace.thread(signal)),
                objectName(wait.object),
                place(signal),
                threadName(wait.thread),
                place(wait.seq))));
  }
}
