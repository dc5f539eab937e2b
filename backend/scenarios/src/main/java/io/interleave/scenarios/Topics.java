package io.interleave.scenarios;

import io.interleave.engine.event.Text;

/** The headings of the catalogue. */
public final class Topics {

  public static final Text THREADS_AND_RACES = new Text("Threads and races", "线程与竞争");
  public static final Text LOCKS_AND_MONITORS = new Text("Locks and monitors", "锁与管程");
  public static final Text LIVENESS = new Text("Liveness", "活性");
  public static final Text SYNCHRONISERS = new Text("Synchronisers", "同步器");
  public static final Text QUEUES = new Text("Queues, actors, pipelines", "队列、参与者与流水线");

  private Topics() {}
}
