package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import org.jspecify.annotations.Nullable;

/** Synchronization, in words: what lets others be ordered, and what orders oneself. */
final class Deeds {

  private Deeds() {}

  /** What a thread did here that others could be ordered by, or null for nothing. */
  static @Nullable String released(Trace trace, Words words, int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_RELEASE ->
          LockValue.unpack(trace.value(seq)).holds() > 0
              ? null
              : "let go of " + object(trace, words, seq);
      case SEMAPHORE_RELEASE -> "gave a permit to " + object(trace, words, seq);
      case EVENT_SET -> "set " + object(trace, words, seq);
      case LATCH_COUNTDOWN -> "counted down " + object(trace, words, seq);
      case BARRIER_AWAIT -> "came to " + object(trace, words, seq);
      case QUEUE_PUT -> "put an element into " + object(trace, words, seq);
      case TASK_SUBMIT -> "handed a task to " + object(trace, words, seq);
      case FUTURE_COMPLETE -> "completed " + object(trace, words, seq);
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL -> "signalled " + object(trace, words, seq);
      case VAR_WRITE -> isPlain(trace, seq) ? null : "wrote " + object(trace, words, seq);
      case VAR_UPDATE -> "updated " + object(trace, words, seq);
      case ADDER_ADD -> "added to " + object(trace, words, seq);
      case THREAD_CREATE -> "started " + words.thread((int) trace.value(seq));
      case THREAD_INTERRUPT -> "interrupted " + words.thread((int) trace.value(seq));
      case THREAD_UNPARK -> "unparked " + words.thread((int) trace.value(seq));
      case THREAD_END -> "ended";
      default -> null;
    };
  }

  /** What a thread did here that could order it after others, or null for nothing. */
  static @Nullable String acquired(Trace trace, Words words, int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> "took " + object(trace, words, seq);
      case SEMAPHORE_ACQUIRE -> "took a permit of " + object(trace, words, seq);
      case EVENT_WAKE -> "saw " + object(trace, words, seq) + " set";
      case LATCH_PASS -> "passed " + object(trace, words, seq);
      case BARRIER_PASS, BARRIER_TRIP -> "passed " + object(trace, words, seq);
      case QUEUE_TAKE -> "took an element of " + object(trace, words, seq);
      case TASK_START -> "began a task of " + object(trace, words, seq);
      case FUTURE_GET -> "got the result of " + object(trace, words, seq);
      case CONDITION_WAKE -> "woke from " + object(trace, words, seq);
      case VAR_READ, VAR_CAS_FAIL ->
          isPlain(trace, seq) ? null : "read " + object(trace, words, seq);
      case VAR_UPDATE -> "updated " + object(trace, words, seq);
      case ADDER_SUM -> "summed " + object(trace, words, seq);
      case THREAD_JOIN -> "joined " + words.thread((int) trace.value(seq));
      case THREAD_RESUME -> trace.cause(seq) == 0 ? null : "was woken";
      case THREAD_START -> trace.cause(seq) == 0 ? null : "was started";
      default -> null;
    };
  }

  private static boolean isPlain(Trace trace, int seq) {
    return trace.objects().get(trace.object(seq)).type() == ObjectType.VARIABLE;
  }

  private static String object(Trace trace, Words words, int seq) {
    return "'" + words.object(trace.object(seq)) + "'";
  }
}
