package io.interleave.engine.schedule;

import java.util.Arrays;

/** Says where a task is that does not come to its next operation. */
final class Stall {

  private Stall() {}

  static String describe(Driver driver, Execution execution) {
    Task task = execution.currentOrNull();
    Thread thread = driver.carrying(execution);
    StackTraceElement[] stack = thread.getStackTrace();
    String name = task == null ? "main" : task.name();
    String where = stack.length == 0 ? "an unknown place" : method(stack[0]);
    String called =
        Arrays.stream(stack)
            .filter(frame -> !isOurs(frame))
            .findFirst()
            .map(frame -> ", called at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    return thread.getState() == Thread.State.RUNNABLE
        ? "Thread '%s' computes in %s%s without reaching an instrumented operation."
            .formatted(name, where, called)
        : "Thread '%s' waits outside the instrumented primitives, in %s%s."
            .formatted(name, where, called);
  }

  private static String method(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("io.interleave.engine.");
  }
}
