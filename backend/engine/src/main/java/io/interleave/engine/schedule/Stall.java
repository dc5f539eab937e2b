package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;
import io.interleave.engine.record.Frames;

/** Says where a task is that does not come to its next operation. */
final class Stall {

  private Stall() {}

  static Text describe(Driver driver, Execution execution) {
    Task task = execution.currentOrNull();
    Thread thread = driver.carrying(execution);
    StackTraceElement[] stack = thread.getStackTrace();
    String name = task == null ? "main" : task.name();
    Text where =
        stack.length == 0 ? new Text("an unknown place", "未知的位置") : Text.same(method(stack[0]));
    Text called =
        Frames.first(stack)
            .map(
                frame ->
                    new Text(", called at %s", "（调用处：%s）")
                        .with(frame.getFileName() + ":" + frame.getLineNumber()))
            .orElse(Text.NONE);
    return thread.getState() == Thread.State.RUNNABLE
        ? new Text(
                "Thread '%s' computes in %s%s without reaching an instrumented operation.",
                "线程“%s”一直在 %s%s里计算，没有执行到任何受监测的操作。")
            .with(name, where, called)
        : new Text(
                "Thread '%s' waits outside the instrumented primitives, in %s%s.",
                "线程“%s”在受监测的原语之外等待，位于 %s%s。")
            .with(name, where, called);
  }

  private static String method(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
