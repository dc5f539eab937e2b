package io.interleave.scenario;

import io.interleave.engine.primitive.TracedThread;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Starts and joins threads that all do the same.
 *
 * <p>Not woven, so that these threads are started and joined on the line of the scenario that asks
 * for it.
 */
public final class Threads {

  /** What each thread does; they are numbered from 1. */
  @FunctionalInterface
  public interface Body {
    void run(int number) throws InterruptedException;
  }

  private Threads() {}

  /** Starts {@code name 1}, {@code name 2}... */
  public static List<TracedThread> start(int count, String name, Body body) {
    List<TracedThread> threads = make(count, name, body);
    threads.forEach(TracedThread::start);
    return threads;
  }

  private static List<TracedThread> make(int count, String name, Body body) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> TracedThread.platform(name + " " + number, () -> body.run(number)))
        .toList();
  }

  /** Waits for the end of each. */
  public static void join(List<TracedThread> threads) throws InterruptedException {
    for (TracedThread thread : threads) {
      thread.join();
    }
  }

  /** Starts them all, then waits for the end of each. */
  public static void startAndJoin(int count, String name, Body body) throws InterruptedException {
    join(start(count, name, body));
  }

  /** The same; the handler is told of the exception that ends one of them. */
  public static void startAndJoin(
      int count, String name, Body body, TracedThread.UncaughtHandler handler)
      throws InterruptedException {
    List<TracedThread> threads = make(count, name, body);
    threads.forEach(thread -> thread.onUncaught(handler).start());
    join(threads);
  }
}
