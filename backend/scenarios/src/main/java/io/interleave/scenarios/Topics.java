package io.interleave.scenarios;

import io.interleave.engine.event.Text;
import io.interleave.scenario.Topic;

/** The weeks of a course, which are the headings of the catalogue. */
public final class Topics {

  public static final Topic THREADS_AND_RACES =
      new Topic(
          "threads-and-races",
          new Text("Threads and races", "线程与竞争"),
          new Text(
              "How threads begin and end, and what goes wrong when they share what nobody guards.",
              "线程如何开始和结束，以及共享无人保护的数据时会出什么错。"));

  public static final Topic LOCKS_AND_MONITORS =
      new Topic(
          "locks-and-monitors",
          new Text("Locks and monitors", "锁与管程"),
          new Text(
              "One at a time, and what that costs: who may hold a lock, for how long, how often.",
              "一次只进一个，以及它的代价：谁能持有锁，持有多久，能持有几次。"));

  public static final Topic CONDITIONS_AND_SIGNALS =
      new Topic(
          "conditions-and-signals",
          new Text("Conditions and signals", "条件与信号"),
          new Text(
              "Waiting until something is true, and being told in time.", "等到某件事成立，并且及时得到通知。"));

  public static final Topic LIVENESS =
      new Topic(
          "liveness",
          new Text("Liveness", "活性"),
          new Text(
              "Programs that stand still, run in place, or never let somebody through.",
              "停住不动、原地打转或总不让某个线程通过的程序。"));

  public static final Topic SYNCHRONISERS =
      new Topic(
          "synchronisers",
          new Text("Synchronisers", "同步器"),
          new Text("Permits, gates and meeting points.", "许可、门闩与会合点。"));

  public static final Topic QUEUES =
      new Topic(
          "queues",
          new Text("Queues, actors, pipelines", "队列、参与者与流水线"),
          new Text("Passing things on instead of sharing them.", "传递数据，而不是共享数据。"));

  private Topics() {}
}
