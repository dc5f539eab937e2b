package io.interleave.engine.analysis.values;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds lost updates and outdated checks at the level of the values: who read what, and whose write
 * vanished.
 *
 * <p>A thread <em>changes</em> a variable where it updates it in one step, or writes it after a
 * read of its own with no other write of its own and no <em>turning point</em> in between. Between
 * the two it may compute, sleep, do input and output, take and give back locks, and look at or
 * write other plain variables. A turning point is anything else: whoever waits for others, hands
 * something to them, or sets another volatile or atomic variable has ended what it was at. A write
 * without such a read is blind: it puts a value there whatever was there before, as in a reset, and
 * takes part in no finding.
 *
 * <p>A change of thread a, read r and write w, is <em>stale</em> if the last write before w is a
 * change by another thread b, is not the one that r saw, and put another value there than r saw. It
 * is a check-then-act if there is a lock that both b at its write and a at w held exclusively and
 * that a had not held all the time since r, while r was protected too: by an earlier section under
 * that lock, or because the variable is volatile or atomic. Then every step followed the rule, and
 * only the whole was not one. Otherwise it is a lost update. So nothing is stale where a
 * compare-and-set succeeds, where the value is read afresh before it is written, or where it is the
 * same again.
 *
 * <p>What one thread checks in one variable and then does to another is not looked at: no trace
 * tells that the two belong together. Reported once for each variable and places of read, vanished
 * write and overwriting write. An event costs a constant, a lock the number of locks held; memory
 * grows with threads times variables. Not thread-safe.
 */
public final class StaleWrites extends Analysis {

  private static final class ThreadState {
    LockSet locks = LockSet.NONE;
    int turns;
  }

  /** A read that its thread may base a write on. */
  private record Read(int seq, int turn, LockSet locks) {}

  private static final class Variable {
    final ObjectType type;
    // By thread.
    @Nullable Read[] reads = new @Nullable Read[8];
    // The last write, whether it was a change, and what its thread held.
    int write;
    boolean change;
    LockSet locks = LockSet.NONE;

    Variable(ObjectType type) {
      this.type = type;
    }

    void read(int thread, Read read) {
      if (thread >= reads.length) {
        reads = Arrays.copyOf(reads, Math.max(thread + 1, reads.length * 2));
      }
      reads[thread] = read;
    }

    /** What a write by this thread is based on, unless it has passed a turning point since. */
    @Nullable Read taken(int thread, int turn) {
      Read read = thread < reads.length ? reads[thread] : null;
      if (read == null) {
        return null;
      }
      reads[thread] = null;
      return read.turn == turn ? read : null;
    }
  }

  private record Subject(int variable, int read, int vanished, int write) {}

  private final List<ThreadState> threads = new ArrayList<>();
  private final List<@Nullable Variable> variables = new ArrayList<>();
  private final Set<Subject> reported = new HashSet<>();

  public StaleWrites(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    Kind kind = trace.kind(seq);
    switch (kind) {
      case VAR_READ, VAR_CAS_FAIL -> {
        int thread = trace.thread(seq);
        ThreadState state = state(thread);
        variable(trace.object(seq)).read(thread, new Read(seq, state.turns, state.locks));
      }
      case VAR_WRITE, VAR_UPDATE -> write(seq, kind);
      case LOCK_ACQUIRE -> {
        ThreadState state = state(trace.thread(seq));
        state.locks =
            state.locks.acquired(trace.object(seq), LockValue.unpack(trace.value(seq)), seq);
      }
      case LOCK_RELEASE -> release(seq);
      default -> {
        if (isTurningPoint(kind)) {
          state(trace.thread(seq)).turns++;
        }
      }
    }
  }

  private static boolean isTurningPoint(Kind kind) {
    return switch (kind) {
      case LOCK_REQUEST,
          LOCK_FAIL,
          ADDER_ADD,
          ADDER_SUM,
          THREAD_SLEEP,
          THREAD_WAKE,
          WORK_BEGIN,
          WORK_END,
          IO_BEGIN,
          IO_END,
          NOTE ->
          false;
      default -> true;
    };
  }

  private void release(int seq) {
    int lock = trace.object(seq);
    LockValue value = LockValue.unpack(trace.value(seq));
    ThreadState own = state(trace.thread(seq));
    if (own.locks.has(lock)) {
      own.locks = own.locks.released(lock, value);
    } else {
      // A primitive lock, released by somebody else.
      threads.forEach(other -> other.locks = other.locks.released(lock, value));
    }
  }

  private void write(int seq, Kind kind) {
    int thread = trace.thread(seq);
    ThreadState state = state(thread);
    Variable variable = variable(trace.object(seq));
    Read read = variable.taken(thread, state.turns);
    if (read != null && kind == Kind.VAR_WRITE && isStale(read, variable, thread)) {
      stale(read, variable, seq, state.locks);
    }
    variable.write = seq;
    variable.change = read != null || kind == Kind.VAR_UPDATE;
    variable.locks = state.locks;
    if (variable.type != ObjectType.VARIABLE) {
      state.turns++;
    }
  }

  private boolean isStale(Read read, Variable variable, int thread) {
    int last = variable.write;
    return last != 0
        && variable.change
        && trace.thread(last) != thread
        && trace.cause(read.seq) != last
        && trace.value(read.seq) != trace.value(last);
  }

  private void stale(Read read, Variable variable, int write, LockSet locks) {
    int vanished = variable.write;
    int id = trace.object(write);
    if (!reported.add(
        new Subject(id, trace.site(read.seq), trace.site(vanished), trace.site(write)))) {
      return;
    }
    int lock = locks.retaken(read.locks, variable.locks, variable.type != ObjectType.VARIABLE);
    int one = trace.thread(write);
    int other = trace.thread(vanished);
    List<Long> events = List.of((long) read.seq, (long) vanished, (long) write);
    Text story =
        new Text(
                "%s read '%s' as %s (%s). Then %s set it to %s (%s). Then %s wrote %s (%s)",
                "%s 读到“%s”的值是 %s（%s）。接着 %s 把它改为 %s（%s）。然后 %s 写入 %s（%s）")
            .with(
                threadName(one),
                objectName(id),
                value(read.seq),
                place(read.seq),
                threadName(other),
                value(vanished),
                place(vanished),
                threadName(one),
                value(write),
                place(write));
    report(
        lock == 0
            ? new Finding(
                "lost-update",
                Finding.Certainty.OBSERVED,
                List.of(other, one),
                List.of(id),
                events,
                new Text(
                        "%s, still going by the %s that it had read: the update by %s is lost.",
                        "%s，依据的仍是它先前读到的 %s：%s 的更新丢失了。")
                    .with(story, value(read.seq), threadName(other)))
            : new Finding(
                "check-then-act",
                Finding.Certainty.OBSERVED,
                List.of(one, other),
                List.of(id),
                events,
                new Text(
                        "%s, still going by the %s that it had read, which was true no more. Each step was"
                            + " safe, but '%s' was not held from the one to the other.",
                        "%s，依据的仍是它先前读到的 %s，而这个值早已过时。每一步单独看都是安全的，但从读到写并没有一直持有“%s”。")
                    .with(story, value(read.seq), objectName(lock))));
  }

  private ThreadState state(int thread) {
    while (thread >= threads.size()) {
      threads.add(new ThreadState());
    }
    return threads.get(thread);
  }

  private Variable variable(int object) {
    while (object >= variables.size()) {
      variables.add(null);
    }
    Variable known = variables.get(object);
    if (known == null) {
      known = new Variable(trace.objects().get(object).type());
      variables.set(object, known);
    }
    return known;
  }
}
