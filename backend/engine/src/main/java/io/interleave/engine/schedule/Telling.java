package io.interleave.engine.schedule;

import io.interleave.engine.control.Intent;

/** Says in words what a thread is about to do, or what it waits for. */
public final class Telling {

  private Telling() {}

  /** What it does with its next step: "reads 'counter'". */
  public static String next(Execution execution, Task task) {
    Intent intent = task.pending();
    if (!task.isReady() && intent.mayWait()) {
      return givingUp(execution, task);
    }
    String object = object(execution, intent);
    return switch (intent.kind()) {
      case THREAD_START -> "begins";
      case THREAD_END -> "ends";
      case THREAD_JOIN -> "finds that " + object + " has ended";
      case THREAD_JOIN_REQUEST -> "looks whether " + object + " is alive";
      case THREAD_RESUME -> "goes on, having its permit";
      case THREAD_UNPARK -> "unparks " + object;
      case THREAD_INTERRUPT -> "looks at, or sets, the interrupt status of " + object;
      case LOCK_REQUEST -> "takes " + object;
      case LOCK_RELEASE -> "gives " + object + " back";
      case CONDITION_WAIT -> "begins to wait for " + object;
      case CONDITION_WAKE -> "wakes up and takes " + object;
      case CONDITION_SIGNAL -> "signals " + object;
      case CONDITION_SIGNAL_ALL -> "signals all at " + object;
      case SEMAPHORE_REQUEST -> "takes a permit of " + object;
      case SEMAPHORE_RELEASE -> "gives a permit to " + object;
      case EVENT_WAIT -> "looks at " + object;
      case EVENT_WAKE -> "goes on, for " + object + " was set";
      case EVENT_SET -> "sets " + object;
      case EVENT_CLEAR -> "clears " + object;
      case LATCH_COUNTDOWN -> "counts " + object + " down";
      case LATCH_AWAIT -> "passes " + object;
      case BARRIER_AWAIT -> "arrives at " + object;
      case BARRIER_PASS -> "goes on past " + object;
      case QUEUE_PUT -> "puts into " + object;
      case QUEUE_TAKE -> "takes from " + object;
      case QUEUE_TAKE_REQUEST -> "looks into " + object;
      case QUEUE_DONE -> "is done with an element of " + object;
      case QUEUE_JOIN -> "finds that all of " + object + " is done";
      case VAR_READ -> "reads " + object;
      case VAR_WRITE -> "writes " + object;
      case VAR_UPDATE -> "updates " + object;
      case ADDER_ADD -> "adds to " + object;
      case ADDER_SUM -> "sums up " + object;
      case TASK_SUBMIT -> "hands a task to " + object;
      case TASK_START -> "asks " + object + " for a task";
      case TASK_END -> "leaves " + object;
      case TASK_CANCEL -> "shuts " + object + " down";
      case FUTURE_GET -> "takes the result of " + object;
      case FUTURE_GET_REQUEST -> "looks whether " + object + " is done";
      case FUTURE_COMPLETE -> "completes " + object;
      default -> intent.kind().word();
    };
  }

  private static String givingUp(Execution execution, Task task) {
    Intent intent = task.pending();
    return switch (intent.kind()) {
      case THREAD_SLEEP -> "wakes up from its sleep";
      case IO_BEGIN -> "has its input or output done";
      case CONDITION_WAKE ->
          intent.isTimed()
              ? "stops waiting, for its time is over"
              : "wakes up without having been signalled";
      default ->
          intent.isTimed()
              ? "stops " + waitingFor(execution, intent) + ", for its time is over"
              : "is interrupted while " + waitingFor(execution, intent);
    };
  }

  /** What it waits for: "waits for 'fork 2'". */
  public static String waiting(Execution execution, Task task) {
    return "is " + waitingFor(execution, task.pending());
  }

  private static String waitingFor(Execution execution, Intent intent) {
    String object = object(execution, intent);
    return switch (intent.kind()) {
      case THREAD_JOIN -> "waiting for the end of " + object;
      case THREAD_RESUME -> "waiting to be unparked";
      case CONDITION_WAKE -> "waiting for a signal, or for " + object + " to come free";
      case QUEUE_PUT -> "waiting for room in " + object;
      case QUEUE_TAKE -> "waiting for an element of " + object;
      case QUEUE_JOIN -> "waiting until all of " + object + " is done";
      case FUTURE_GET -> "waiting for the result of " + object;
      case BARRIER_PASS -> "waiting for the others at " + object;
      default -> "waiting for " + object;
    };
  }

  private static String object(Execution execution, Intent intent) {
    int id = intent.object();
    int thread = Intent.threadOf(id);
    if (thread != 0) {
      return execution.task(thread).name();
    }
    return id == 0 ? "nothing" : "'" + execution.nameOf(id) + "'";
  }
}
