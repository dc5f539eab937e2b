package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import org.jspecify.annotations.Nullable;

/** Synchronization, in words: what lets others be ordered, and what orders oneself. */
final class Deeds {

  private Deeds() {}

  /** What a thread did here that others could be ordered by, or null for nothing. */
  static @Nullable Text released(Trace trace, Words words, int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_RELEASE ->
          LockValue.unpack(trace.value(seq)).holds() > 0
              ? null
              : new Text("let go of '%s'", "释放了“%s”").with(object(trace, words, seq));
      case SEMAPHORE_RELEASE ->
          new Text("gave a permit to '%s'", "向“%s”归还了一个许可").with(object(trace, words, seq));
      case EVENT_SET -> new Text("set '%s'", "置位了“%s”").with(object(trace, words, seq));
      case LATCH_COUNTDOWN ->
          new Text("counted down '%s'", "对“%s”做了一次倒计数").with(object(trace, words, seq));
      case BARRIER_AWAIT -> new Text("came to '%s'", "到达了“%s”").with(object(trace, words, seq));
      case QUEUE_PUT ->
          new Text("put an element into '%s'", "向“%s”放入了一个元素").with(object(trace, words, seq));
      case TASK_SUBMIT ->
          new Text("handed a task to '%s'", "向“%s”提交了一个任务").with(object(trace, words, seq));
      case FUTURE_COMPLETE -> new Text("completed '%s'", "完成了“%s”").with(object(trace, words, seq));
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL ->
          new Text("signalled '%s'", "向“%s”发出了信号").with(object(trace, words, seq));
      case VAR_WRITE ->
          isPlain(trace, seq)
              ? null
              : new Text("wrote '%s'", "写入了“%s”").with(object(trace, words, seq));
      case VAR_UPDATE -> new Text("updated '%s'", "更新了“%s”").with(object(trace, words, seq));
      case ADDER_ADD -> new Text("added to '%s'", "向“%s”累加了一个值").with(object(trace, words, seq));
      case THREAD_CREATE -> new Text("started %s", "启动了 %s").with(thread(trace, words, seq));
      case THREAD_INTERRUPT -> new Text("interrupted %s", "中断了 %s").with(thread(trace, words, seq));
      case THREAD_UNPARK ->
          new Text("unparked %s", "用 unpark 唤醒了 %s").with(thread(trace, words, seq));
      case THREAD_END -> new Text("ended", "结束了");
      default -> null;
    };
  }

  /** What a thread did here that could order it after others, or null for nothing. */
  static @Nullable Text acquired(Trace trace, Words words, int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> new Text("took '%s'", "获取了“%s”").with(object(trace, words, seq));
      case SEMAPHORE_ACQUIRE ->
          new Text("took a permit of '%s'", "获取了“%s”的一个许可").with(object(trace, words, seq));
      case EVENT_WAKE -> new Text("saw '%s' set", "看到“%s”已置位").with(object(trace, words, seq));
      case LATCH_PASS -> new Text("passed '%s'", "通过了“%s”").with(object(trace, words, seq));
      case BARRIER_PASS, BARRIER_TRIP ->
          new Text("passed '%s'", "通过了“%s”").with(object(trace, words, seq));
      case QUEUE_TAKE ->
          new Text("took an element of '%s'", "从“%s”取出了一个元素").with(object(trace, words, seq));
      case TASK_START ->
          new Text("began a task of '%s'", "开始执行“%s”的一个任务").with(object(trace, words, seq));
      case FUTURE_GET ->
          new Text("got the result of '%s'", "取得了“%s”的结果").with(object(trace, words, seq));
      case CONDITION_WAKE -> new Text("woke from '%s'", "从“%s”上醒来").with(object(trace, words, seq));
      case VAR_READ, VAR_CAS_FAIL ->
          isPlain(trace, seq)
              ? null
              : new Text("read '%s'", "读取了“%s”").with(object(trace, words, seq));
      case VAR_UPDATE -> new Text("updated '%s'", "更新了“%s”").with(object(trace, words, seq));
      case ADDER_SUM -> new Text("summed '%s'", "汇总了“%s”").with(object(trace, words, seq));
      case THREAD_JOIN -> new Text("joined %s", "等到了 %s 结束").with(thread(trace, words, seq));
      case THREAD_RESUME -> trace.cause(seq) == 0 ? null : new Text("was woken", "被唤醒");
      case THREAD_START -> trace.cause(seq) == 0 ? null : new Text("was started", "被启动");
      default -> null;
    };
  }

  private static boolean isPlain(Trace trace, int seq) {
    return trace.objects().get(trace.object(seq)).type() == ObjectType.VARIABLE;
  }

  private static String object(Trace trace, Words words, int seq) {
    return words.object(trace.object(seq));
  }

  private static String thread(Trace trace, Words words, int seq) {
    return words.thread((int) trace.value(seq));
  }
}
