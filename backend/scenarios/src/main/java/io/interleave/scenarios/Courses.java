package io.interleave.scenarios;

import io.interleave.engine.event.Text;
import io.interleave.scenario.Course;
import io.interleave.scenario.Course.Week;
import java.util.List;

/** Suggested ways through the catalogue. */
final class Courses {

  static final List<Course> ALL =
      List.of(
          new Course(
              "python",
              new Text("A Python course", "Python 课程"),
              new Text(
                  "Every scenario here has a Python listing beside the Java one.",
                  "这里的每个场景除 Java 外都有 Python 代码。"),
              List.of(
                  week(
                      "Threads",
                      "线程",
                      "thread-lifecycle",
                      "lost-exception",
                      "stop-request",
                      "thread-local"),
                  week("Races", "竞争", "lost-update", "bank-account", "shared-global"),
                  week(
                      "Locks", "锁", "mutex-contention", "reentrancy", "monitor", "foreign-release"),
                  week(
                      "Conditions and events",
                      "条件与事件",
                      "condition-handoff",
                      "priority-queue",
                      "event-gate"),
                  week("Liveness", "活性", "deadlock", "pool-self-deadlock"),
                  week("Working together", "协作", "semaphore", "producer-consumer"))),
          new Course(
              "java",
              new Text("A Java course", "Java 课程"),
              new Text(
                  "From a thread of one's own to the classes of java.util.concurrent.",
                  "从自己创建线程到 java.util.concurrent 的各个类。"),
              List.of(
                  week(
                      "Threads",
                      "线程",
                      "thread-lifecycle",
                      "interleaving",
                      "lost-exception",
                      "stop-request",
                      "thread-local"),
                  week("Races", "竞争", "lost-update", "check-then-act", "wrong-lock", "visibility"),
                  week(
                      "Locks",
                      "锁",
                      "mutex-contention",
                      "reentrancy",
                      "forgotten-unlock",
                      "try-lock"),
                  week(
                      "Which lock, and at what price",
                      "选哪种锁，代价如何",
                      "fairness",
                      "read-write-lock",
                      "stamped-lock",
                      "lock-convoy",
                      "spin-or-park"),
                  week(
                      "Monitors and conditions",
                      "管程与条件",
                      "monitor",
                      "condition-handoff",
                      "if-instead-of-while",
                      "lost-signal",
                      "wrong-waiter",
                      "nested-monitor"),
                  week(
                      "Liveness",
                      "活性",
                      "deadlock",
                      "transfer-deadlock",
                      "livelock",
                      "starvation",
                      "pool-self-deadlock"),
                  week("Synchronisers and queues", "同步器与队列", "semaphore", "producer-consumer"))),
          new Course(
              "operating-systems",
              new Text("An operating-systems course", "操作系统课程"),
              new Text(
                  "The classic problems; most of them can be tried in every order that there is.",
                  "经典问题，其中大多数可以逐一尝试所有的顺序。"),
              List.of(
                  week(
                      "Interleavings and races",
                      "交错与竞争",
                      "interleaving",
                      "lost-update",
                      "bank-account"),
                  week(
                      "Mutual exclusion",
                      "互斥",
                      "mutex-contention",
                      "fairness",
                      "lock-convoy",
                      "spin-or-park"),
                  week(
                      "Monitors",
                      "管程",
                      "monitor",
                      "condition-handoff",
                      "if-instead-of-while",
                      "lost-signal"),
                  week(
                      "Semaphores and buffers",
                      "信号量与缓冲区",
                      "semaphore",
                      "producer-consumer",
                      "read-write-lock"),
                  week("Deadlock", "死锁", "deadlock", "transfer-deadlock", "dining-philosophers"),
                  week("Scheduling", "调度", "livelock", "starvation", "priority-inversion"))));

  private Courses() {}

  private static Week week(String english, String chinese, String... scenarios) {
    return new Week(new Text(english, chinese), List.of(scenarios));
  }
}
