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
                  "Every scenario has a Python listing beside the Java one.",
                  "每个场景除 Java 外都有 Python 代码。"),
              List.of(
                  week("Threads", "线程", "thread-lifecycle", "lost-update"),
                  week("Locks", "锁", "mutex-contention", "deadlock"),
                  week("Working together", "协作", "semaphore", "producer-consumer"))),
          new Course(
              "java",
              new Text("A Java course", "Java 课程"),
              new Text(
                  "From a thread of one's own to the classes of java.util.concurrent.",
                  "从自己创建线程到 java.util.concurrent 的各个类。"),
              List.of(
                  week("Threads and races", "线程与竞争", "thread-lifecycle", "lost-update"),
                  week("Locks", "锁", "mutex-contention"),
                  week("Liveness", "活性", "deadlock", "dining-philosophers"),
                  week("Synchronisers and queues", "同步器与队列", "semaphore", "producer-consumer"))),
          new Course(
              "operating-systems",
              new Text("An operating-systems course", "操作系统课程"),
              new Text(
                  "The classic problems, with every schedule of a small instance.",
                  "经典问题，以及小规模实例的全部调度。"),
              List.of(
                  week("Critical sections", "临界区", "lost-update", "mutex-contention"),
                  week("Semaphores and buffers", "信号量与缓冲区", "semaphore", "producer-consumer"),
                  week("Deadlock", "死锁", "deadlock", "dining-philosophers"))));

  private Courses() {}

  private static Week week(String english, String chinese, String... scenarios) {
    return new Week(new Text(english, chinese), List.of(scenarios));
  }
}
