package io.interleave.server;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Listing;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.catalogue.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Small programs that do what a test wants: finish, contend, sleep, deadlock, throw. */
@TestConfiguration(proxyBeanMethods = false)
public class TestScenarios {

  @Bean
  Scenarios scenarios() {
    return new Scenarios(
        List.of(
            scenario(
                "counting",
                variant("locked", TestScenarios::counting),
                variant("again", TestScenarios::counting)),
            controlled("racing", variant("plain", TestScenarios::racing)),
            controlled("stalling", variant("only", _ -> TestScenarios::stalling)),
            scenario("sleeping", variant("only", TestScenarios::sleeping)),
            scenario("deadlock", variant("only", _ -> TestScenarios::deadlock)),
            scenario("throwing", variant("only", _ -> TestScenarios::throwing))),
        file -> new Listing("java", file, 3, "class X {} // <&>"));
  }

  private static Scenario scenario(String id, Variant... variants) {
    return scenario(id, List.of("live"), Map.of(), variants);
  }

  private static Scenario controlled(String id, Variant... variants) {
    return scenario(id, List.of("live", "controlled"), Map.of("threads", 2, "rounds", 1), variants);
  }

  private static Scenario scenario(
      String id, List<String> modes, Map<String, Object> small, Variant... variants) {
    return new Scenario(
        id,
        "The title of " + id,
        "Tests",
        "A summary.",
        "A story with </script> in it.",
        "A goal.",
        List.of("This."),
        modes,
        List.of(
            Parameter.integer("threads", "Threads", 2, 1, 64, "How many threads."),
            Parameter.integer("rounds", "Rounds", 10, 1, 1_000_000, "How many rounds each."),
            Parameter.millis("time", "Time", 10, 0, 60_000, "How long."),
            Parameter.flag("fair", "Fair", false, "Whether in order."),
            Parameter.choice("colour", "Colour", "red", List.of("red", "green"), "No effect.")),
        small,
        List.of(variants));
  }

  private static Variant variant(String id, Function<Arguments, Program> program) {
    return new Variant(
        id, "Variant " + id, true, "A text.", id + ".java", null, List.of(), program);
  }

  private static Program counting(Arguments arguments) {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("counter lock", arguments.flag("fair"));
      int[] count = {0};
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 1; i <= arguments.integer("threads"); i++) {
        threads.add(
            TracedThread.platform(
                    "counter " + i,
                    () -> {
                      for (int round = 0; round < arguments.integer("rounds"); round++) {
                        lock.lock();
                        try {
                          count[0]++;
                        } finally {
                          lock.unlock();
                        }
                      }
                    })
                .start());
      }
      for (TracedThread thread : threads) {
        thread.join();
      }
      return new Outcome(Integer.toString(count[0]), true, "Counted to " + count[0] + ".");
    };
  }

  /** Each thread reads and writes a variable so many times; the goal is that no write is lost. */
  private static Program racing(Arguments arguments) {
    return () -> {
      int threads = arguments.integer("threads");
      int rounds = arguments.integer("rounds");
      SharedInt count = SharedInt.plain("count", 0);
      List<TracedThread> started = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        started.add(
            TracedThread.platform(
                    "racer " + i,
                    () -> {
                      for (int round = 0; round < rounds; round++) {
                        count.set(count.get() + 1);
                      }
                    })
                .start());
      }
      for (TracedThread thread : started) {
        thread.join();
      }
      int value = count.get();
      return new Outcome(
          Integer.toString(value), value == threads * rounds, "Counted to " + value + ".");
    };
  }

  /** Waits where no scheduler can see it. */
  private static Outcome stalling() throws InterruptedException {
    new CountDownLatch(1).await();
    return new Outcome("", true, "");
  }

  private static Program sleeping(Arguments arguments) {
    return () -> {
      TracedThread.sleep(arguments.integer("time"));
      return new Outcome("slept", true, "Slept.");
    };
  }

  private static Outcome deadlock() throws InterruptedException {
    TracedReentrantLock left = new TracedReentrantLock("left");
    TracedReentrantLock right = new TracedReentrantLock("right");
    CountDownLatch both = new CountDownLatch(2);
    TracedThread first = TracedThread.platform("first", () -> lockBoth(left, right, both)).start();
    TracedThread second =
        TracedThread.platform("second", () -> lockBoth(right, left, both)).start();
    first.join();
    second.join();
    return new Outcome("", false, "");
  }

  private static void lockBoth(
      TracedReentrantLock one, TracedReentrantLock other, CountDownLatch both)
      throws InterruptedException {
    one.lock();
    both.countDown();
    both.await();
    other.lock();
  }

  private static Outcome throwing() {
    throw new IllegalStateException("as asked");
  }
}
