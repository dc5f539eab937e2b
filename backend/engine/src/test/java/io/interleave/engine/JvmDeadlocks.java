package io.interleave.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** What the JVM's own detector says of the threads of one run, which a prefix of names tells. */
public final class JvmDeadlocks {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private JvmDeadlocks() {}

  /** The names of those that it calls deadlocked now. */
  public static Set<String> named(String prefix) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] ids = threads.findDeadlockedThreads();
    Set<String> names = new HashSet<>();
    if (ids != null) {
      for (ThreadInfo info : threads.getThreadInfo(ids)) {
        if (info != null && info.getThreadName().startsWith(prefix)) {
          names.add(info.getThreadName());
        }
      }
    }
    return names;
  }

  /**
   * The same once there are so many, or after a minute: a thread that has said what it waits for
   * may not have begun to wait.
   */
  public static Set<String> awaitNamed(String prefix, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> names = named(prefix);
    while (names.size() < count && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
      names = named(prefix);
    }
    return names;
  }
}
