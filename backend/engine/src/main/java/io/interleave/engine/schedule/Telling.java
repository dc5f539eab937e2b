package io.interleave.engine.schedule;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Text;

/** Says in words what a thread is about to do, or what it waits for. */
public final class Telling {

  private Telling() {}

  /** What it does with its next step: "reads 'counter'". */
  public static Text next(Execution execution, Task task) {
    Intent intent = task.pending();
    if (task.hasInterrupt() && intent.endsByInterrupt()) {
      return intent.mayWait()
          ? new Text("is interrupted while %s", "在%s时被中断").with(waitingFor(execution, intent))
          : new Text("finds that it was interrupted", "发现自己已被中断");
    }
    if (!task.isReady() && intent.mayWait()) {
      return givingUp(execution, task);
    }
    return doing(execution, intent);
  }

  /** What a thread does in its round, again and again: "reads 'ready', sleeps". */
  public static Text round(Execution execution, Task task) {
    return new Text(", ", "，")
        .join(task.roundIntents().stream().map(each -> looking(execution, each)).toList());
  }

  // In a round nothing is changed, so that what could change something did not succeed.
  private static Text looking(Execution execution, Intent intent) {
    return switch (intent.kind()) {
      case LOCK_REQUEST, SEMAPHORE_REQUEST, QUEUE_PUT, QUEUE_TAKE ->
          new Text("tries %s in vain", "尝试%s，没有成功").with(object(execution, intent));
      default -> doing(execution, intent);
    };
  }

  private static Text doing(Execution execution, Intent intent) {
    Text object = object(execution, intent);
    return switch (intent.kind()) {
      case THREAD_SLEEP -> new Text("sleeps", "睡眠");
      case THREAD_START -> new Text("begins", "开始执行");
      case THREAD_END -> new Text("ends", "结束");
      case THREAD_JOIN -> new Text("finds that %s has ended", "发现 %s 已结束").with(object);
      case THREAD_JOIN_REQUEST -> new Text("looks whether %s is alive", "查看 %s 是否还活着").with(object);
      case THREAD_RESUME -> new Text("goes on, having its permit", "得到许可，继续执行");
      case THREAD_UNPARK -> new Text("unparks %s", "用 unpark 唤醒 %s").with(object);
      case THREAD_INTERRUPT ->
          new Text("looks at, or sets, the interrupt status of %s", "查看或设置 %s 的中断状态").with(object);
      case LOCK_REQUEST -> new Text("takes %s", "获取%s").with(object);
      case LOCK_FAIL -> new Text("looks at %s without taking it", "查看%s，但不获取").with(object);
      case LOCK_RELEASE -> new Text("gives %s back", "释放%s").with(object);
      case CONDITION_WAIT -> new Text("begins to wait for %s", "开始等待%s").with(object);
      case CONDITION_WAKE -> new Text("wakes up and takes %s", "醒来并获取%s").with(object);
      case CONDITION_SIGNAL -> new Text("signals %s", "向%s发出信号").with(object);
      case CONDITION_SIGNAL_ALL -> new Text("signals all at %s", "唤醒%s上的所有线程").with(object);
      case SEMAPHORE_REQUEST -> new Text("takes a permit of %s", "获取%s的一个许可").with(object);
      case SEMAPHORE_RELEASE -> new Text("gives a permit to %s", "向%s归还一个许可").with(object);
      case EVENT_WAIT -> new Text("looks at %s", "查看%s").with(object);
      case EVENT_WAKE -> new Text("goes on, for %s was set", "因%s已置位而继续执行").with(object);
      case EVENT_SET -> new Text("sets %s", "置位%s").with(object);
      case EVENT_CLEAR -> new Text("clears %s", "清除%s").with(object);
      case LATCH_COUNTDOWN -> new Text("counts %s down", "对%s做一次倒计数").with(object);
      case LATCH_AWAIT -> new Text("passes %s", "通过%s").with(object);
      case BARRIER_AWAIT -> new Text("arrives at %s", "到达%s").with(object);
      case BARRIER_PASS -> new Text("goes on past %s", "越过%s继续执行").with(object);
      case QUEUE_PUT -> new Text("puts into %s", "向%s放入元素").with(object);
      case QUEUE_TAKE -> new Text("takes from %s", "从%s取出元素").with(object);
      case QUEUE_TAKE_REQUEST -> new Text("looks into %s", "查看%s里有没有元素").with(object);
      case QUEUE_DONE -> new Text("is done with an element of %s", "报告%s的一个元素已处理完").with(object);
      case QUEUE_JOIN -> new Text("finds that all of %s is done", "发现%s的元素已全部处理完").with(object);
      case VAR_READ -> new Text("reads %s", "读取%s").with(object);
      case VAR_WRITE -> new Text("writes %s", "写入%s").with(object);
      case VAR_UPDATE -> new Text("updates %s", "更新%s").with(object);
      case ADDER_ADD -> new Text("adds to %s", "向%s累加").with(object);
      case ADDER_SUM -> new Text("sums up %s", "汇总%s").with(object);
      case TASK_SUBMIT ->
          intent.access() == Access.READ
              ? new Text("looks at %s", "查看%s").with(object)
              : new Text("hands a task to %s", "向%s提交一个任务").with(object);
      case TASK_START -> new Text("asks %s for a task", "向%s领取一个任务").with(object);
      case TASK_END -> new Text("leaves %s", "离开%s").with(object);
      case TASK_CANCEL -> new Text("shuts %s down", "关闭%s").with(object);
      case TASK_REJECT -> new Text("changes what %s does", "更改%s的设置").with(object);
      case FUTURE_GET -> new Text("takes the result of %s", "取得%s的结果").with(object);
      case FUTURE_GET_REQUEST -> new Text("looks whether %s is done", "查看%s是否已完成").with(object);
      case FUTURE_COMPLETE -> new Text("completes %s", "完成%s").with(object);
      default -> Text.same(intent.kind().word());
    };
  }

  private static Text givingUp(Execution execution, Task task) {
    Intent intent = task.pending();
    return switch (intent.kind()) {
      case THREAD_SLEEP -> new Text("wakes up from its sleep", "从睡眠中醒来");
      case IO_BEGIN -> new Text("has its input or output done", "完成输入输出");
      case CONDITION_WAKE ->
          intent.isTimed()
              ? new Text("stops waiting, for its time is over", "等待超时，不再等待")
              : new Text("wakes up without having been signalled", "没有收到信号就醒来（虚假唤醒）");
      default ->
          (intent.isTimed()
                  ? new Text("stops %s, for its time is over", "超时，不再%s")
                  : new Text("is interrupted while %s", "在%s时被中断"))
              .with(waitingFor(execution, intent));
    };
  }

  /** What it waits for: "waits for 'fork 2'". */
  public static Text waiting(Execution execution, Task task) {
    if (task.isReady()) {
      return new Text(
          "could go on, but a thread of higher priority can too", "可以继续，但有优先级更高的线程也可以继续");
    }
    return new Text("is %s", "正在%s").with(waitingFor(execution, task.pending()));
  }

  private static Text waitingFor(Execution execution, Intent intent) {
    Text object = object(execution, intent);
    return switch (intent.kind()) {
      case THREAD_JOIN -> new Text("waiting for the end of %s", "等待 %s 结束").with(object);
      case THREAD_RESUME -> new Text("waiting to be unparked", "等待被 unpark 唤醒");
      case CONDITION_WAKE ->
          new Text("waiting for a signal, or for %s to come free", "等待信号，或等待%s空闲").with(object);
      case QUEUE_PUT -> new Text("waiting for room in %s", "等待%s腾出空位").with(object);
      case QUEUE_TAKE -> new Text("waiting for an element of %s", "等待%s里的元素").with(object);
      case QUEUE_JOIN -> new Text("waiting until all of %s is done", "等待%s的元素全部处理完").with(object);
      case FUTURE_GET -> new Text("waiting for the result of %s", "等待%s的结果").with(object);
      case BARRIER_PASS -> new Text("waiting for the others at %s", "等待其他线程到达%s").with(object);
      default -> new Text("waiting for %s", "等待%s").with(object);
    };
  }

  private static Text object(Execution execution, Intent intent) {
    int id = intent.object();
    int thread = Intent.threadOf(id);
    if (thread != 0) {
      return Text.same(execution.task(thread).name());
    }
    return id == 0
        ? new Text("nothing", "（无）")
        : new Text("'%s'", "“%s”").with(execution.nameOf(id));
  }
}
